import type { Query } from './board.ts'

/**
 * The language that a text is plainly written in where another one is chosen: somebody pasted it. Nothing but the text tells, so
 * only what no other language would write counts; undefined where nothing does.
 */
export function otherLanguage({ language, text }: Query): string | undefined {
  const written = plainly.find(([, is]) => is(text))?.[0]
  return written === language ? undefined : written
}

const plainly: readonly (readonly [string, (text: string) => boolean])[] = [
  ['sigma', text => /^detection:[ \t]*\r?$/m.test(text) && /^[ \t]+condition:[ \t]/m.test(text)],
  [
    'sumo',
    text =>
      /(^|[\s(])_(sourceCategory|sourceHost|sourceName|index|view)\s*=/i.test(text) ||
      /\|\s*(json|parse|where|count|timeslice|fields|limit|sort|if|formatDate)\b/i.test(text.replaceAll('||', ' ')),
  ],
  ['sumo-cse', text => /(^|[\s(])(metadata_(vendor|product)|objectType|listMatches)\s*=/i.test(text)],
]
