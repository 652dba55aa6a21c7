import type { Diagnostic } from '../../base/diagnostic.ts'
import { placeOf, type Source } from '../../base/source.ts'
import { languages } from '../../languages/index.ts'
import type { Cell, QueryVerdict } from '../../proof/verdict.ts'
import { rulesLanguage } from '../rules/language.ts'
import { cellEntry, explainedEvents, within } from './events.ts'
import type { CellEntry, PlacedDiagnostic, QueryEntry, TextPiece, WhyStep } from './model.ts'
import { stagesOf } from './stages.ts'
import { whyRuleFile } from './why-rule.ts'

/** What a package says of a query beside what can be measured. */
export interface QueryWords {
  readonly reads: string
  readonly benignWhy?: string | undefined
}

/** A query with what it does over every recording of its package, which lies in the folder `root`. */
export async function queryEntry(
  verdict: QueryVerdict,
  { reads, benignWhy }: QueryWords,
  root: string,
): Promise<QueryEntry> {
  const { source, declared } = verdict
  const expectsBenign = (declared.benignHits ?? 0) > 0
  const entry = async (cell: Cell, expected: boolean): Promise<CellEntry> =>
    cellEntry(cell, expected, await reasonsFor(cell, verdict), root)
  return {
    id: verdict.id,
    title: verdict.title,
    language: verdict.language,
    file: within(root, source.startsAt?.file ?? source.name),
    text: source.text,
    reads,
    tokens: piecesOf(source.text, verdict.language),
    refused: verdict.refused,
    diagnostics: verdict.diagnostics.map(d => placed(d, source)),
    catches: declared.catches,
    cells: [
      ...(await Promise.all(verdict.cells.map(cell => entry(cell, declared.catches.includes(cell.of))))),
      ...(await Promise.all(verdict.variants.map(cell => entry(cell, declared.variants.includes(cell.of))))),
    ],
    benign: await Promise.all(verdict.benign.map(cell => entry(cell, expectsBenign && cell.fires))),
    benignRows: verdict.benignRows,
    declaredBenignRows: declared.benignHits,
    benignWhy,
    stages: stagesOf(source, verdict.language),
  }
}

/** Rules explain themselves item by item; other queries were followed through their plan while they were proved. */
async function reasonsFor(cell: Cell, { language, source }: QueryVerdict): Promise<readonly (readonly WhyStep[])[]> {
  if (language !== rulesLanguage) return cell.why.map(why => why.steps)
  const why: (readonly WhyStep[])[] = []
  const asked = cell.fires ? cell.events.slice(0, explainedEvents) : cell.passedOver
  for (const { event } of asked) why.push(await whyRuleFile(source, event, cell.fires))
  return why
}

/** The text in coloured pieces that cover it. */
function piecesOf(text: string, languageId: string): TextPiece[] {
  const language = languages.find(l => l.id === languageId)
  if (language === undefined) return [{ kind: 'text', text }]
  return language.tokens(text).map(({ kind, start, end }): TextPiece => {
    const piece = { kind, text: text.slice(start, end) }
    const help = language.help?.(piece.text, kind)
    if (help === undefined) return piece
    const says = help.title === piece.text ? help.says : `${help.title}: ${help.says}`
    return { ...piece, help: says, ...(help.page === undefined ? {} : { page: help.page }) }
  })
}

function placed({ code, severity, message, because, help, span }: Diagnostic, source: Source): PlacedDiagnostic {
  const { line, column } = placeOf(source, span.start)
  return {
    code,
    severity,
    message,
    ...(because === undefined ? {} : { because }),
    ...(help === undefined ? {} : { help }),
    start: span.start,
    end: span.end,
    line,
    column,
  }
}
