import { expect, test } from 'vitest'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Column } from '../../src/event/value.ts'
import { languages } from '../../src/languages/index.ts'
import { computeParts, partColumns, partsOf, readParts } from '../../src/plan/precompute.ts'
import { platforms } from '../../src/platforms/index.ts'
import { understand } from '../../src/proof/understand.ts'

const [language] = languages
const [platform] = platforms
if (language === undefined || platform === undefined) throw new Error('there is no language')
const schema = platform.schema({ keys: undefined, fields: undefined })

const raws = [
  '{"Image":"nmap","User":"ann","a":{"b":[1]}}',
  '{"image":"ls","user":"b\\u006fb"}',
  '{"l":[{"x":1},{"x":null}]}',
  '{"é":"x","*":"y","Image":"nmap"}',
  '<a><b c="d"/></a>',
  'no json',
  '{"\\u0049mage":"x"}',
  '',
]

/** The plan with its parts taken out gives the rows of the plan itself. */
test.each([
  '* | json auto | count by Image, User',
  '* | json auto | where Image = "nmap"',
  '* | json "Image" as i nodrop | json "a.b" as b nodrop | fields i, b',
  '* | json auto | toLowerCase(Image) as _raw | json auto | count by Image',
  '* | json auto | where %"a.b" != null or isNull(%"l[0].x") | fields %"a.b", %"l[0].x"',
  '* | json auto maxdepth 2 extractarrays | fields %"a.b[0]", Image',
  '* | json "l[*].x", "$..b" as x, b nodrop | fields x, b',
  // no letter of such a name stands in every message that has it, which says nothing of the names after it
  `* | json "['é']", "['*']", "Image" as e, s, i nodrop | fields e, s, i`,
  '* | kv auto keys "image", "user" | fields image, user',
  '* | parse xml "/a/b/@c" as c nodrop | fields c',
  '* | json auto | count by Image | where Image = "x" | count',
  '* | where _raw matches "*json*" | json auto | fields Image | sort by Image | limit 2',
  '* | json auto | where [subquery: nmap | json auto | compose Image] | fields User',
  '* | json auto | where ![subquery: * | json "Image" as User | compose User] | count by User',
  '* | where [subquery: nmap | json auto | where Image = "nmap" | compose _raw]',
  '* | json auto | where [subquery: no | compose _raw] or Image = "nmap" | fields User',
])('%s', async text => {
  const { plan } = understand({ name: 'q', text }, language, schema)
  if (plan === undefined) throw new Error('the query is refused')
  const parts = partsOf([plan], platform.columns)
  expect(parts.length).toBeGreaterThan(0)
  const records = raws.map(raw => platform.columns.map(c => (c.name === '_raw' ? raw : null)))
  const compute = computeParts(parts, platform.columns)
  const rows = async (columns: readonly Column[], data: readonly (readonly (string | null)[])[], of: typeof plan) => {
    const query = referenceEngine.compile(of)
    if ('unsupported' in query) throw new Error(query.unsupported.map(d => d.message).join())
    const result = await query.run(await referenceEngine.load({ is: 'rows', columns, batches: [data] }), {
      lineage: true,
    })
    return { columns: query.columns, rows: result.rows }
  }
  const widened = records.map(r => [...r, ...compute(r)]) as (string | null)[][]
  expect(await rows([...platform.columns, ...partColumns(parts)], widened, readParts(plan, parts))).toEqual(
    await rows(platform.columns, records, plan),
  )
})
