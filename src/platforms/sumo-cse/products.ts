import type { LogSource } from '../../event/log-source.ts'

/** What `metadata_vendor` and `metadata_product` say of the records of a log source. */
export interface Product {
  readonly vendor: string
  readonly product: string
}

const rows: readonly (readonly [product: string, service: string | undefined, vendor: string, name: string])[] = [
  ['windows', undefined, 'Microsoft', 'Windows'],
  ['aws', 'cloudtrail', 'Amazon AWS', 'CloudTrail'],
  ['azure', undefined, 'Microsoft', 'Azure'],
  ['gcp', 'gcp.audit', 'Google', 'Google Cloud Platform'],
  ['gcp', 'google_workspace.admin', 'Google', 'Google Workspace'],
  ['okta', undefined, 'Okta', 'Single Sign-On'],
  ['m365', undefined, 'Microsoft', 'Office 365'],
  ['kubernetes', undefined, 'Kubernetes', 'Kubernetes'],
]

/** By the product and service of a log source, as the rules that come with Cloud SIEM name them; undefined where they have none. */
export function productOf({ product, service }: LogSource): Product | undefined {
  const row = rows.find(([of, only]) => of === product && (only === undefined || only === service))
  return row === undefined ? undefined : { vendor: row[2], product: row[3] }
}
