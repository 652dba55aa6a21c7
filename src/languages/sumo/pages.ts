/** The folders of the vendor's documentation behind the short forms that tables and comments use; SEMANTICS.md lists them. */
const folders: Readonly<Record<string, string>> = {
  S: 'docs/search/search-query-language/search-operators',
  P: 'docs/search/search-query-language/parse-operators',
  G: 'docs/search/search-query-language/group-aggregate-operators',
  M: 'docs/search/search-query-language/math-expressions',
}

/** A page by its short form (`S/concat`), as people find it. */
export const pageOf = (short: string): string => {
  const [folder = '', page] = short.split('/')
  const path = folders[folder]
  if (path !== undefined && page !== undefined) return `${path}/${page}.md`
  return short === 'CH' ? 'docs/search/search-cheat-sheets/log-operators.md' : short
}
