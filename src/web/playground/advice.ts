import type { DiagnosticData } from '../../http/contract/shared.ts'

/** What to do about a message, for somebody at this page: how a program binds a table is of no use here, what the name is like may be. */
export function adviceOf({ help }: Pick<DiagnosticData, 'help'>): string | undefined {
  if (help === undefined || !help.includes('POST /api/data')) return help
  const near = /^did you mean .*?\?/s.exec(help)?.[0]
  return near === undefined ? tables : `${near} ${tables}`
}

const tables =
  'Tables are bound on the command line, with `assay run … --lookup NAME=FILE`; this page has only those that lie beside the data of a package, and none where no server is behind it.'
