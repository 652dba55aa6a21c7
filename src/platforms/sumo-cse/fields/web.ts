import { addressParts, domainParts } from './enrichment.ts'
import { fieldsOf, type RecordField } from './field.ts'

const urlParts = (field: string, of: string): RecordField[] => [
  ...domainParts(field, of),
  ...fieldsOf('string', {
    [`${field}_path`]: `The path of ${of}`,
    [`${field}_protocol`]: `The scheme of ${of}`,
    [`${field}_queryParameters`]: `The query of ${of}`,
  }),
]

/** Requests of web pages and look-ups of names. */
export const webFields: readonly RecordField[] = [
  ...fieldsOf('string', {
    http_category: 'What kind of site a service takes it for',
    http_hostname: 'The host that the request names',
    http_method: 'The request method',
    http_referer: 'The page that links to what was asked for',
    http_response_contentType: 'The media type of the answer',
    http_response_statusText: 'The words beside the status code',
    http_url: 'What was asked for',
    http_userAgent: 'What the client calls itself',
  }),
  ...fieldsOf('int', {
    http_contentLength: 'Bytes in the body of the request',
    http_response_contentLength: 'Bytes in the body of the answer',
    http_response_statusCode: 'The status code of the answer',
  }),
  ...fieldsOf('map', {
    http_requestHeaders: 'The headers of the request, by name',
    http_responseHeaders: 'The headers of the answer, by name',
  }),
  ...urlParts('http_url', 'what was asked for'),
  ...urlParts('http_referer', 'the linking page'),
  ...fieldsOf('string', {
    dns_query: 'The whole question put to the name server',
    dns_queryDomain: 'The name that was asked for',
    dns_queryType: 'The kind of record asked for',
    dns_reply: 'The answers, in one text',
    dns_replyDomain: 'The name in the answer',
    dns_replyIp: 'The address in the answer',
    dns_returnCode: 'How the look-up ended',
  }),
  ...domainParts('dns_queryDomain', 'the name asked for'),
  ...domainParts('dns_replyDomain', 'the name in the answer'),
  ...addressParts('dns_replyIp', 'the address in the answer'),
  ...fieldsOf('string', {
    email_messageId: 'The identifier that the sending system gave the mail',
    email_recipient: 'One recipient of the mail',
    email_sender: 'The sender of the mail',
    email_subject: 'The subject of the mail',
  }),
]
