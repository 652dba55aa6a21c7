import type { VNode } from 'preact'
import type { Detection, SeenEvent, TestEntry } from '../../../app/catalogue/model.ts'
import { anchor } from '../address.ts'
import { Command, CopyButton } from '../code.tsx'
import { Icon } from '../icons.tsx'
import { Markdown } from '../markdown.tsx'
import { amount, capital, plural } from '../words.ts'
import { fileName } from './downloads.tsx'

/** The procedures: what each does, how to run it, and what its telemetry was expected to show against what it shows. */
export function Tests({ detection }: { readonly detection: Detection }): VNode {
  return (
    <>
      <p class="warning">
        <Icon name="warn" />
        <span>
          <b>These commands attack.</b> They reach out to third parties and leave traces. Run them only in a lab,
          against a target that you own or are authorised in writing to test, and clean up afterwards.
        </span>
      </p>
      {detection.tests.map((test, i) => (
        <Test test={test} number={i + 1} detection={detection} key={test.id} />
      ))}
    </>
  )
}

function Test({
  test,
  number,
  detection,
}: {
  readonly test: TestEntry
  readonly number: number
  readonly detection: Detection
}): VNode {
  const id = anchor('test', test.id)
  const by = detection.queries.filter(q => q.cells.some(c => c.of === test.id && c.fires))
  const satisfied = test.expectations.filter(e => e.satisfied).length
  return (
    <article class="test" id={id}>
      <div class="test-head">
        <span class="test-number num" aria-hidden="true">
          {number}
        </span>
        <h3>
          <a href={`#${id}`}>{test.name}</a>
        </h3>
        <p class="query-facts">
          <code>{test.id}</code>
          {by.length === 0 ? (
            <span class="tone-bad">
              <Icon name="no" /> not caught
            </span>
          ) : (
            <span class="tone-good">
              <Icon name="yes" /> caught by {by.map(q => q.id).join(', ')}
            </span>
          )}
          <span>{test.platforms.map(capital).join(', ')}</span>
          <span>{test.executor}</span>
          {test.elevated && <span>needs elevated rights</span>}
          {!test.valid && <span class="tone-bad">telemetry is not what the procedure needs</span>}
        </p>
      </div>
      <Markdown text={test.description} level={4} />
      {test.prerequisites.length > 0 && (
        <details class="more guidance">
          <summary>{plural(test.prerequisites.length, 'prerequisite')}</summary>
          {test.prerequisites.map((needed, i) => (
            <div class="prerequisite" key={i}>
              <p>{needed.description}</p>
              <Labelled id={`${id}-check-${i}`} label="Check" text={needed.check} />
              {needed.get !== undefined && <Labelled id={`${id}-get-${i}`} label="Get it" text={needed.get} />}
            </div>
          ))}
        </details>
      )}
      <Labelled id={`${id}-command`} label="Command" text={test.command} danger />
      {test.cleanup === undefined ? (
        <p class="quiet labelled">Nothing to clean up: the package has no command for it.</p>
      ) : (
        <Labelled id={`${id}-cleanup`} label="Cleanup" text={test.cleanup} />
      )}

      <div class="expected">
        <h4>
          Expected and recorded{' '}
          <span class="quiet">
            {satisfied} of {plural(test.expectations.length, 'expectation')} met in {plural(test.events, 'event')}
          </span>
        </h4>
        <table class="expectations">
          <thead>
            <tr>
              <th scope="col">Expected</th>
              <th scope="col" class="right">
                Needed
              </th>
              <th scope="col" class="right">
                Found
              </th>
              <th scope="col">Met</th>
            </tr>
          </thead>
          <tbody>
            {test.expectations.map((e, i) => (
              <tr key={i} class={e.satisfied ? undefined : 'is-bad'}>
                <td>
                  {e.events.length === 0 ? (
                    e.says
                  ) : (
                    <details>
                      <summary>{e.says}</summary>
                      <SeenEvents events={e.events} found={e.found} />
                    </details>
                  )}
                  {e.why !== undefined && <span class="quiet">{e.why}</span>}
                </td>
                <td class="num right">{amount(e.needed)}</td>
                <td class="num right">{amount(e.found)}</td>
                <td class={e.satisfied ? 'tone-good' : 'tone-bad'}>
                  <Icon name={e.satisfied ? 'yes' : 'no'} /> {e.satisfied ? 'yes' : 'no'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="kinds">
          {test.kinds.map(({ kind, count }) => (
            <span key={kind}>
              {kind} <b class="num">{amount(count)}</b>
            </span>
          ))}
        </p>
        {test.publishedExpectation !== undefined && (
          <dl class="pairs published">
            <dt>Published</dt>
            <dd>{test.publishedExpectation}</dd>
            {test.differs !== undefined && (
              <>
                <dt>Recorded instead</dt>
                <dd>{test.differs}</dd>
              </>
            )}
          </dl>
        )}
        {(test.collector !== undefined || test.constructed.length > 0) && (
          <p class="quiet">
            {test.collector !== undefined && `Recorded with ${test.collector}. `}
            {test.constructed.length > 0 && `Constructed, not recorded: ${test.constructed.join(', ')}.`}
          </p>
        )}
      </div>
    </article>
  )
}

/** The events of the recording that an expectation found, one a line. */
function SeenEvents({ events, found }: { readonly events: readonly SeenEvent[]; readonly found: number }): VNode {
  return (
    <ul class="seen-events">
      {events.map((event, i) => (
        <li key={i}>
          <code>{event.gist}</code>
          <span class="quiet">
            {event.kind}
            {event.time !== undefined && ` · ${event.time.slice(11, 23)}`} · {fileName(event.file)}:{event.line}
          </span>
        </li>
      ))}
      {found > events.length && <li class="quiet">and {amount(found - events.length)} more</li>}
    </ul>
  )
}

function Labelled({
  id,
  label,
  text,
  danger = false,
}: {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly danger?: boolean
}): VNode {
  return (
    <div class={danger ? 'labelled danger' : 'labelled'}>
      <p class="labelled-head">
        <span>
          {danger && <Icon name="warn" />}
          {label}
        </span>
        <CopyButton of={id}>Copy</CopyButton>
      </p>
      <Command text={text} id={id} label={label} />
    </div>
  )
}
