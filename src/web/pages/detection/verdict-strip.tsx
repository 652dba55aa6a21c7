import type { ComponentChildren, VNode } from 'preact'
import type {
  BaselineEntry,
  Detection,
  EquivalenceEntry,
  Measured,
  QueryEntry,
  TestEntry,
} from '../../../app/catalogue/model.ts'
import { anchor } from '../address.ts'
import { Icon } from '../icons.tsx'
import { Level, Share, StandingMark } from '../marks.tsx'
import { amount, moment, plural } from '../words.ts'

interface Props {
  readonly detection: Detection
  readonly language: string
}

/** The verdict in one look: what fires, what stays silent, what is the same, what it resists, and when and on what that was seen. */
export function VerdictStrip({ detection, language }: Props): VNode {
  const { baselineParts, evasion, mutation, equivalence } = detection
  const queries = detection.queries.filter(q => q.language === language)
  const procedures = { total: detection.tests.length, caught: detection.tests.filter(t => catches(queries, t)).length }
  const baseline = silenceOf(queries, baselineParts)
  const unknownSilence =
    baseline.events === 0
      ? 'the package has no benign events: nothing is known of false alarms'
      : queries.every(q => q.refused)
        ? 'no query could be run'
        : undefined
  const missed = procedures.total - procedures.caught
  const invalid = detection.tests.filter(t => !t.valid).length
  return (
    <section class={`verdict is-${detection.standing}`} aria-label="Verdict">
      <div class="verdict-cells">
        <Fact name="Verdict" big={<StandingMark standing={detection.standing} />}>
          {detection.differences.length === 0
            ? 'as the package declares'
            : `${plural(detection.differences.length, 'difference')} from what is declared`}
          <dl class="verdict-levels">
            <div>
              <dt>Severity</dt>
              <dd>
                <Level of="severity" level={detection.severity} />
              </dd>
            </div>
            <div>
              <dt>
                <a href="#trust">Confidence</a>
              </dt>
              <dd>
                <Level of="confidence" level={detection.confidence.level} />{' '}
                <span class="num">{detection.confidence.score}/100</span>
              </dd>
            </div>
          </dl>
        </Fact>
        <Fact
          name="Fires"
          tone={missed === 0 ? 'good' : 'bad'}
          big={
            <>
              {procedures.caught}/{procedures.total}
            </>
          }
          bar={<Share part={procedures.caught} whole={procedures.total} />}
        >
          {missed === 0 ? 'procedures, all of them' : `procedures; ${missesOf(missed - invalid, invalid)}`}
          <ul class="by-source">
            {detection.tests.map(test => (
              <Procedure test={test} caught={catches(queries, test)} key={test.id} />
            ))}
          </ul>
        </Fact>
        {unknownSilence !== undefined ? (
          <Fact name="Silent" tone="none" big="Not measured">
            {unknownSilence}
          </Fact>
        ) : (
          <Fact name="Silent" tone={baseline.undeclaredRows > 0 ? 'bad' : 'good'} big={amount(baseline.events)}>
            benign events{silence(baseline)}
            <ul class="by-source">
              {baselineParts.map(part => (
                <li key={part.id}>
                  <span>{part.title}</span> <span class="num">{amount(part.events)}</span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <div class="fact-stack">
          <MeasuredFact name="Equivalent to" measured={equivalence}>
            {entries => equivalentTo(entries, detection, language)}
          </MeasuredFact>
          <MeasuredFact name="Resists" measured={evasion}>
            {({ resisted, total }) => ({
              big: `${resisted}/${total}`,
              tone: resisted === total ? 'good' : 'bad',
              says: 'evasions',
            })}
          </MeasuredFact>
          <MeasuredFact name="Mutants killed" measured={mutation}>
            {({ killed, total }) => ({
              big: `${killed}/${total}`,
              tone: killed === total ? 'good' : 'bad',
              says: 'changes of the query that a test notices',
            })}
          </MeasuredFact>
        </div>
      </div>
      <p class="verdict-when">
        Run <time dateTime={detection.provedAt}>{moment(detection.provedAt)}</time> on {detection.engine}, over{' '}
        {plural(detection.tests.length, 'procedure')} (
        {plural(
          detection.tests.reduce((sum, t) => sum + t.events, 0),
          'event',
        )}
        ), {plural(detection.variants.length, 'variant')} and {plural(baselineParts.length, 'benign source')}.
      </p>
      <Differences detection={detection} language={language} />
    </section>
  )
}

/** Differences that are shown at once; the rest unfolds, so that what the page is about is not pushed away. */
const shownDifferences = 5

/** Where what was measured is not what is declared: each with the way to what it is about. */
function Differences({ detection, language }: Props): VNode | null {
  const { differences } = detection
  if (differences.length === 0) return null
  const line = ({ what, id, says }: Detection['differences'][number], i: number): VNode => (
    <li key={i}>
      <Icon name="no" />
      <span>
        <a href={`#${placeOf(id, detection, language)}`}>{what}</a>: {says}
      </span>
    </li>
  )
  const more = differences.slice(shownDifferences)
  return (
    <div class="differences">
      <ul>{differences.slice(0, shownDifferences).map(line)}</ul>
      {more.length > 0 && (
        <details>
          <summary>{plural(more.length, 'further difference')}</summary>
          <ul>{more.map(line)}</ul>
        </details>
      )}
    </div>
  )
}

/** Where the page shows what a difference is about: the test, the query where it is of this language, else the matrix. */
function placeOf(id: string, { tests, queries }: Detection, language: string): string {
  if (tests.some(t => t.id === id)) return anchor('test', id)
  return queries.some(q => q.id === id && q.language === language && q.refused) ? anchor('query', id) : 'tests'
}

/** A procedure with whether a query fires on it, and the way to it. */
function Procedure({ test, caught }: { readonly test: TestEntry; readonly caught: boolean }): VNode {
  return (
    <li class={caught ? undefined : 'missed-one'}>
      <a href={`#${anchor('test', test.id)}`}>{test.name}</a>
      <span>
        <Icon name={caught ? 'yes' : 'no'} />
        <span class="sr">{caught ? 'caught' : test.valid ? 'missed' : 'not a valid test'}</span>
      </span>
    </li>
  )
}

/** A test whose telemetry is not that of its procedure says nothing, whatever fires there. */
const catches = (queries: readonly QueryEntry[], test: TestEntry): boolean =>
  test.valid && queries.some(q => q.cells.some(c => c.of === test.id && c.fires))

function missesOf(missed: number, invalid: number): string {
  const parts = [
    ...(missed > 0 ? [`${amount(missed)} missed`] : []),
    ...(invalid > 0 ? [`${amount(invalid)} without the telemetry to tell`] : []),
  ]
  return parts.join(', ')
}

/** How silent some queries are on the benign telemetry; rows over what a query declares are undeclared. */
function silenceOf(queries: readonly QueryEntry[], parts: readonly BaselineEntry[]): Detection['baseline'] {
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
  const over = sum(queries.map(q => Math.max(0, q.benignRows - (q.declaredBenignRows ?? 0))))
  return {
    events: sum(parts.map(part => part.events)),
    undeclaredRows: over,
    declaredRows: sum(queries.map(q => q.benignRows)) - over,
  }
}

function silence({ undeclaredRows, declaredRows }: Detection['baseline']): string {
  const rows = undeclaredRows + declaredRows
  if (rows === 0) return ', no row on any'
  return undeclaredRows === 0
    ? `, but for ${plural(rows, 'declared row')}`
    : `, but for ${plural(rows, 'row')}, ${amount(undeclaredRows)} undeclared`
}

/** How the queries of this language compare with those of each other one. */
function equivalentTo(entries: readonly EquivalenceEntry[], { languages }: Detection, language: string): Said {
  const own = entries.filter(e => e.language === language || e.other === language)
  const name = (e: EquivalenceEntry): string => {
    const other = e.language === language ? e.other : e.language
    return languages.find(l => l.id === other)?.name ?? other
  }
  const [only] = own
  const refuted = own.filter(e => e.verdict === 'refuted')
  return {
    big: own.map(e => `${name(e)}: ${equivalenceWords[e.verdict]}`).join(', '),
    tone: refuted.length > 0 ? 'warn' : own.every(e => e.verdict === 'proved') ? 'good' : 'open',
    says: (
      <>
        {own.length === 1 && only !== undefined
          ? `${only.verdict}: ${only.says}`
          : own.map(e => `${name(e)} ${e.verdict}: ${e.says}`).join('; ')}
        {refuted.length > 0 && (
          <>
            {' '}
            (<a href="#languages-differ">which</a>)
          </>
        )}
      </>
    ),
  }
}

/** Beside the name of a language, "refuted" alone would read as if its rules were. */
const equivalenceWords: Readonly<Record<EquivalenceEntry['verdict'], string>> = {
  proved: 'yes',
  refuted: 'no',
  'not refuted': 'so far',
  unknown: 'unknown',
}

interface Said {
  readonly big: string
  /** `open` is measured but not settled, `none` is not measured. */
  readonly tone: 'good' | 'warn' | 'bad' | 'open' | 'none'
  readonly says: ComponentChildren
}

function MeasuredFact<T>({
  name,
  measured,
  children,
}: {
  readonly name: string
  readonly measured: Measured<T>
  readonly children: (value: T) => Said
}): VNode {
  if (!measured.measured)
    return (
      <Fact name={name} tone="none" big="Not measured">
        {measured.why}
      </Fact>
    )
  const { big, tone, says } = children(measured.value)
  return (
    <Fact name={name} tone={tone} big={big}>
      {says}
    </Fact>
  )
}

function Fact({
  name,
  big,
  tone,
  bar,
  children,
}: {
  readonly name: string
  readonly big: ComponentChildren
  readonly tone?: Said['tone']
  readonly bar?: ComponentChildren
  readonly children: ComponentChildren
}): VNode {
  return (
    <div class={`fact${tone === undefined ? '' : ` tone-${tone}`}`}>
      <p class="fact-name">{name}</p>
      <p class="fact-big">{big}</p>
      {bar}
      <div class="fact-says">{children}</div>
    </div>
  )
}
