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

/** The verdict in one look: what fires, what stays silent, what is the same, what it resists, and when and on what that was seen. */
export function VerdictStrip({
  detection,
  language,
}: {
  readonly detection: Detection
  readonly language: string
}): VNode {
  const { baselineParts, evasion, mutation, equivalence } = detection
  const queries = detection.queries.filter(q => q.language === language)
  const procedures = { total: detection.tests.length, caught: detection.tests.filter(t => catches(queries, t)).length }
  const baseline = silenceOf(queries, baselineParts)
  const missed = procedures.total - procedures.caught
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
          {missed === 0 ? 'procedures, all of them' : `procedures; ${amount(missed)} missed`}
          <ul class="by-source">
            {detection.tests.map(test => (
              <Procedure test={test} caught={catches(queries, test)} key={test.id} />
            ))}
          </ul>
        </Fact>
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
        {plural(detection.tests.length, 'recorded procedure')} (
        {plural(
          detection.tests.reduce((sum, t) => sum + t.events, 0),
          'event',
        )}
        ), {plural(detection.variants.length, 'variant')} and {plural(baselineParts.length, 'benign source')}.
      </p>
      {detection.differences.length > 0 && (
        <ul class="differences">
          {detection.differences.map((difference, i) => (
            <li key={i}>
              <Icon name="no" />
              <span>
                <b>{difference.what}</b> <code>{difference.id}</code>: {difference.says}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A procedure with whether a query fires on it, and the way to it. */
function Procedure({ test, caught }: { readonly test: TestEntry; readonly caught: boolean }): VNode {
  return (
    <li class={caught ? undefined : 'missed-one'}>
      <a href={`#${anchor('test', test.id)}`}>{test.name}</a>
      <span>
        <Icon name={caught ? 'yes' : 'no'} />
        <span class="sr">{caught ? 'caught' : 'missed'}</span>
      </span>
    </li>
  )
}

const catches = (queries: readonly QueryEntry[], test: TestEntry): boolean =>
  queries.some(q => q.cells.some(c => c.of === test.id && c.fires))

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
    big: own.map(e => `${name(e)}: ${e.verdict}`).join(', '),
    tone: refuted.length > 0 ? 'warn' : own.every(e => e.verdict === 'proved') ? 'good' : 'open',
    says: (
      <>
        {own.length === 1 && only !== undefined ? only.says : own.map(e => `${name(e)}: ${e.says}`).join('; ')}
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
