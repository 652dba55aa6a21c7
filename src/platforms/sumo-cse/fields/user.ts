import { fieldsOf, type RecordField } from './field.ts'

/** Everything a record says of one account; `of` names the account. */
const user = (prefix: string, of: string): RecordField[] =>
  fieldsOf('string', {
    [`${prefix}_authDomain`]: `The domain that vouches for ${of}`,
    [`${prefix}_email`]: `The e-mail address of ${of}`,
    [`${prefix}_phoneNumber`]: `The telephone number of ${of}`,
    [`${prefix}_role`]: `The role that ${of} takes`,
    [`${prefix}_userId`]: `The identifier of ${of}`,
    [`${prefix}_username`]: `The name of ${of}`,
    [`${prefix}_username_raw`]: `The name of ${of} as the log has it`,
    [`${prefix}_username_role`]: `The role in the name of ${of}, as in an assumed AWS role`,
  })

/** The account that acts, the one it acts on, and (in older rules) the one it acted as before. */
export const userFields: readonly RecordField[] = [
  ...user('user', 'the acting account'),
  ...user('targetUser', 'the account acted on'),
  ...user('fromUser', 'the account acted as before'),
  ...fieldsOf('string', {
    accountId: 'The tenant or organisational account, no person',
    authProvider: 'The single sign-on provider, where one was used',
    logonType: 'How the session was opened, as text',
    sessionId: 'Identifies a session or connection for a while',
  }),
  ...fieldsOf('bool', { mfa: 'Whether a second factor was used' }),
]
