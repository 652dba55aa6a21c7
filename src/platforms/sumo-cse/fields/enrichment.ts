import { fieldsOf, type RecordField } from './field.ts'

// What Cloud SIEM adds to a record beside an address or a name, each as `<field>_<part>`
// (https://github.com/SumoLogic/cloud-siem-content-catalog/blob/master/schema/enrichment_fields.md).

/** The fields about an address. */
export function addressParts(field: string, of: string): RecordField[] {
  return [
    ...fieldsOf('string', {
      [`${field}_asnOrg`]: `Who runs the network that ${of} belongs to`,
      [`${field}_city`]: `The city ${of} is in`,
      [`${field}_countryCode`]: `The country ${of} is in, in two letters`,
      [`${field}_countryName`]: `The name of the country ${of} is in`,
      [`${field}_isp`]: `The internet provider of ${of}`,
      [`${field}_location`]: `The label of the network block ${of} lies in`,
      [`${field}_region`]: `The state or territory ${of} is in`,
    }),
    ...fieldsOf('int', {
      [`${field}_asnNumber`]: `The number of the autonomous system ${of} belongs to`,
      [`${field}_ipv4IntValue`]: `${capital(of)} as a number, for IPv4`,
      [`${field}_version`]: `The version of IP of ${of}: 4 or 6`,
    }),
    ...fieldsOf('float', {
      [`${field}_latitude`]: `The latitude of ${of}`,
      [`${field}_longitude`]: `The longitude of ${of}`,
    }),
    ...fieldsOf('bool', { [`${field}_isInternal`]: `Whether ${of} lies in the organisation's own networks` }),
  ]
}

/** The fields about a domain name. */
export function domainParts(field: string, of: string): RecordField[] {
  return [
    ...fieldsOf('string', {
      [`${field}_fqdn`]: `The full host name in ${of}`,
      [`${field}_rootDomain`]: `The registered domain of ${of}`,
      [`${field}_tld`]: `The top-level domain of ${of}`,
    }),
    ...fieldsOf('int', {
      [`${field}_alexaRank`]: `How popular the domain of ${of} was; missing outside the top sites`,
    }),
    ...fieldsOf('float', {
      [`${field}_conditionalFrequency`]: `How usual the letters of ${of} are beside each other (no longer filled)`,
      [`${field}_entropyFqdn`]: `How random the full host name of ${of} looks`,
      [`${field}_entropyRootDomain`]: `How random the registered domain of ${of} looks`,
      [`${field}_entropySubDomain`]: `How random the labels before the registered domain of ${of} look`,
    }),
    ...fieldsOf('bool', {
      [`${field}_possibleDga`]: `Whether ${of} looks like made by an algorithm`,
      [`${field}_possibleDynDns`]: `Whether ${of} is at a provider of dynamic DNS`,
    }),
  ]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
