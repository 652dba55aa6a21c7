import { boundDisk } from '../../app/bound-disk.ts'
import { type Converted, convert, type Equivalence } from '../../app/convert/convert.ts'
import type { Surroundings } from '../../app/surroundings.ts'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import type { ConvertAnswerData, ConvertRequestData } from '../contract/convert.ts'
import { diagnosticData, refusedQuery } from '../problems.ts'
import { jsonOf } from './answer-data.ts'
import type { Answered } from './job.ts'

type RuleData = ConvertAnswerData['rules'][number]

/** Events that are generated where no proof is found, unless the request says how many. */
const standardEvents = 1000

/** Converts the rules of a text. A problem where none of it is a rule. */
export async function converted(
  { query, to, prove, events = standardEvents, seed = 1 }: ConvertRequestData,
  world: Surroundings,
): Promise<Answered<ConvertAnswerData>> {
  const text = async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(query)
  }
  const rules: RuleData[] = []
  let unread: { readonly source: Source; readonly diagnostics: readonly Diagnostic[] } | undefined
  const request = { rules: ['-'], to, prove: prove === true ? { events, seed } : undefined }
  for await (const news of convert(request, { ...world, disk: boundDisk([], world.disk) }, text)) {
    if (news.is === 'rule') rules.push(ruleData(news.converted))
    else unread = news
  }
  return unread === undefined ? { answer: { rules } } : { problem: refusedQuery(unread.diagnostics, unread.source) }
}

const ruleData = ({ rule, source, written, diagnostics, equivalence }: Converted): RuleData => ({
  title: rule.title,
  ...(rule.id === undefined ? {} : { id: rule.id }),
  ...(rule.author === undefined ? {} : { author: rule.author }),
  ...(written === undefined ? {} : { text: written.text, extension: written.extension }),
  assumes: [...(written?.assumes ?? [])],
  diagnostics: diagnostics.map(d => diagnosticData(d, source)),
  ...(equivalence === undefined ? {} : { equivalence: equivalenceData(equivalence) }),
})

function equivalenceData(equivalence: Equivalence): NonNullable<RuleData['equivalence']> {
  switch (equivalence.verdict) {
    case 'refuted': {
      const witness = Object.entries(equivalence.witness).map(([name, v]) => [name, jsonOf(v, 'any')] as const)
      return { ...equivalence, witness: Object.fromEntries(witness) }
    }
    case 'not refuted':
      return { ...equivalence, engines: [...equivalence.engines] }
    default:
      return { ...equivalence }
  }
}
