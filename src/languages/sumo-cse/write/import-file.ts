import { parseRules } from '../rules/parse.ts'
import { toImportFile } from '../rules/write.ts'

/** Bodies of REST calls as the one file that the user interface imports (docs/cse/rules/about-cse-rules.md, "Export and import a rule"). */
export function importFileOf(texts: readonly string[]): string {
  const rules = texts.flatMap(text => parseRules({ name: 'rule', text }).value ?? []).map(({ rule }) => rule)
  return `${JSON.stringify(toImportFile(rules), undefined, 2)}\n`
}
