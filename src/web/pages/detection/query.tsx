import type { VNode } from 'preact'
import type { Detection, QueryEntry } from '../../../app/catalogue/model.ts'
import { anchor, filePath, queryInPlayground, tracePath } from '../address.ts'
import { Code, CopyButton } from '../code.tsx'
import { Icon } from '../icons.tsx'
import { InlineMarkdown } from '../markdown.tsx'
import type { SiteView } from '../site-view.ts'
import { plural, shortened } from '../words.ts'
import { FiredConditions } from './conditions.tsx'
import { fileName } from './downloads.tsx'

interface Props {
  readonly query: QueryEntry
  readonly detection: Detection
  readonly view: SiteView
  readonly kind: 'query' | 'hunt'
}

/** A query with its colours, what it is known to do, how it works, and which of its conditions held in which test. */
export function Query({ query, detection, view, kind }: Props): VNode {
  const id = anchor(kind, query.id)
  const text = `${id}-text`
  return (
    <article
      class="query"
      id={id}
      data-query={query.id}
      data-trace={kind === 'query' ? view.to(tracePath(detection.id, query.id)) : undefined}
    >
      <div class="query-head">
        <h3>
          <a href={`#${id}`}>{query.title}</a>
        </h3>
        <p class="query-facts">
          <code>{query.id}</code>
          <span>reads {query.reads}</span>
          {kind === 'query' && <Results query={query} />}
        </p>
        <p class="query-tools">
          <CopyButton of={text}>Copy</CopyButton>
          <a class="plain" href={view.to(filePath(detection.id, fileName(query.file)))} download={fileName(query.file)}>
            <Icon name="down" />
            <span>{fileName(query.file)}</span>
          </a>
          <a class="plain" href={view.to(queryInPlayground(detection.id, query.id))}>
            <Icon name="open" />
            <span>Open in playground</span>
          </a>
        </p>
      </div>
      {kind === 'query' && <FiredIn query={query} detection={detection} />}
      <Code pieces={query.tokens} language={query.language} label={`Query ${query.id}`} id={text} />
      <Diagnostics query={query} />
      {query.stages.length > 0 && (
        <details class="more">
          <summary>How it works, in {plural(query.stages.length, 'step')}</summary>
          <ol class="stages">
            {query.stages.map(stage => (
              <li key={stage.start} data-start={stage.start} data-end={stage.end}>
                <code>{shortened(stage.text.trim().replace(/\s+/g, ' '), 90)}</code>
                <span>
                  <InlineMarkdown text={stage.says} />
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
      {kind === 'query' && <FiredConditions query={query} detection={detection} />}
    </article>
  )
}

/** Buttons that show on the text itself which conditions held in a test. */
function FiredIn({ query, detection }: Pick<Props, 'query' | 'detection'>): VNode | null {
  const fired = query.cells.filter(cell => cell.fires && detection.tests.some(t => t.id === cell.of))
  if (fired.length === 0) return null
  return (
    <div class="fired-in js" role="group" aria-label="Show on the text what held in a test">
      <span>What held in</span>
      {fired.map(cell => (
        <button type="button" class="chip" aria-pressed="false" data-fired-in={cell.of} key={cell.of}>
          {cell.of}
        </button>
      ))}
    </div>
  )
}

/** What the query did: for the tests that it is for, and on the baseline. */
function Results({ query }: { readonly query: QueryEntry }): VNode {
  return (
    <>
      <span>
        fires in {query.cells.filter(c => c.fires && query.catches.includes(c.of)).length} of{' '}
        {plural(query.catches.length, 'test')} it is for
      </span>
      <span>{silenceOf(query)}</span>
      {query.benignRows > 0 && query.benignWhy !== undefined && (
        <span class="benign-why">
          <InlineMarkdown text={query.benignWhy} />
        </span>
      )}
    </>
  )
}

/** What it gives on benign telemetry; where there is none, or it could not be run, nothing is known. */
function silenceOf({ benign, benignRows }: QueryEntry): string {
  if (benignRows > 0) return plural(benignRows, 'benign row')
  return benign.some(cell => cell.failed === undefined) ? 'silent on the baseline' : 'not run on benign events'
}

function Diagnostics({ query }: { readonly query: QueryEntry }): VNode | null {
  if (query.diagnostics.length === 0) return null
  return (
    <ul class="diagnostics" aria-label="What the check says">
      {query.diagnostics.map((d, i) => (
        <li class={`says-${d.severity}`} key={i} data-start={d.start} data-end={d.end}>
          <b>{d.severity}</b> <code>{d.code}</code> line {d.line}: {d.message}
          {d.because !== undefined && <span> {d.because}</span>}
          {d.help !== undefined && <span class="help"> {d.help}</span>}
        </li>
      ))}
    </ul>
  )
}
