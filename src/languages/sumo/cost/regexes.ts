import type { Cost } from './index.ts'
import { note } from './say.ts'

/** `.*` with more behind it: it first runs to the end of the line, and then back for every try. */
const greedy = /(?<![\\?])\.[*+](?![?+])/g

/** A `parse regex` that looks at messages again and again. */
export const greedyRegex: Cost = ({ stages }) =>
  stages
    .flatMap(stage => (stage.kind === 'parse-regex' ? stage.patterns : []))
    .flatMap(({ body, bodyStart }) => {
      const places = [...body.matchAll(greedy)].filter(m => /[^)$\s]/.test(body.slice(m.index + 2)))
      const [first] = places
      if (first === undefined || places.length < 2) return []
      const span = { start: bodyStart + first.index, end: bodyStart + first.index + 2 }
      return [
        note(
          'greedy-regex',
          span,
          `this regular expression runs to the end of the line ${places.length} times, and back`,
          'several `.*` in one expression multiply the ways to match it',
          'say what ends each part, such as `[^,]*` or `\\S+`, or use `parse "… * …"`',
        ),
      ]
    })
    .slice(0, 1)
