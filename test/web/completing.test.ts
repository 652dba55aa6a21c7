import { describe, expect, test } from 'vitest'
import { languages } from '../../src/languages/index.ts'
import { platforms } from '../../src/platforms/index.ts'

/** What can be written where `^` stands. */
function offered(language: string, marked: string, keys: readonly string[] = []): { from: number; labels: string[] } {
  const at = marked.indexOf('^')
  const platform = platforms.find(p => p.id === language)
  const schema = platform?.schema({ keys, fields: keys })
  if (schema === undefined) throw new Error(`no platform ${language}`)
  const found = languages.find(l => l.id === language)?.complete?.(marked.replace('^', ''), at, schema)
  return { from: found?.from ?? -1, labels: found?.options.map(o => o.label) ?? [] }
}

describe('what can be written', () => {
  test.each([
    ['sumo', '_source^', '_sourceCategory', 'where'],
    ['sumo', '* | whe^', 'where', '_sourceCategory'],
    ['sumo', '* | count, su^', 'sum', 'timeslice'],
    ['sumo', '* | json auto | where Ima^', 'Image', 'where'],
    ['sumo', '* | where toLow^', 'toLowerCase', 'timeslice'],
    ['sumo', '* | parse "a *" as made | where ma^', 'made', 'timeslice'],
    ['sumo-cse', 'low^', 'lower', 'where'],
    ['sigma', 'tit^', 'title', 'Image'],
    ['sigma', 'detection:\n  a:\n    Ima^', 'Image', 'title'],
    ['sigma', 'detection:\n  a:\n    Image|ends^', 'endswith', 'Image'],
    ['sigma', 'detection:\n  sel_a:\n    b: c\n  condition: not se^', 'sel_a', 'title'],
    ['sigma', 'logsource:\n  cat^', 'category', 'title'],
  ])('%s: %s offers %s and not %s', (language, text, yes, no) => {
    const { labels, from } = offered(language, text, ['Image'])
    expect(labels).toContain(yes)
    expect(labels).not.toContain(no)
    expect(text.slice(from).replace('^', '')).toBe(/[\w.]*$/.exec(text.replace('^', ''))?.[0])
    expect(new Set(labels).size).toBe(labels.length)
  })
  test.each([
    ['sumo', '* | where x = "whe^"'],
    ['sumo', '* // whe^'],
    ['sumo', '* | where x = "whe^'],
    ['sumo-cse', 'x = "low^"'],
    ['sigma', 'title: A rule ^'],
  ])('%s: nothing inside of %s', (language, text) => expect(offered(language, text).labels).toEqual([]))
})
