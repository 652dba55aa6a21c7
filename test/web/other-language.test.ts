import { expect, test } from 'vitest'
import { otherLanguage } from '../../src/web/playground/other-language.ts'

const rule = 'title: x\ndetection:\n  sel:\n    Image: x | where\n  condition: sel\n'

test.each([
  ['sumo', rule, 'sigma'],
  ['sumo-cse', rule, 'sigma'],
  ['sigma', rule, undefined],
  ['sigma', '_sourceCategory=x | count', 'sumo'],
  ['sumo-cse', 'error | where a = "b"', 'sumo'],
  ['sumo', '_sourceCategory=x | where metadata_vendor = "y"', undefined],
  ['sumo', 'metadata_vendor = "Microsoft" AND baseImage like "%x"', 'sumo-cse'],
  ['sumo-cse', 'a = "b" || c = "d" OR e like "x|y"', undefined],
  ['sumo', 'error', undefined],
])('a text that stands in %s: %s', (language, text, other) => expect(otherLanguage({ language, text })).toBe(other))
