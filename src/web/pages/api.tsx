import type { ComponentChildren, VNode } from 'preact'
import { operationAnchor, problemAnchor } from '../../http/contract/api-page.ts'
import { type Field, fieldsOf } from '../../http/contract/fields.ts'
import { type Operation, operations, problemsOf } from '../../http/contract/operations.ts'
import { problemTypes } from '../../http/contract/problem-types.ts'
import { components } from '../../http/contract/shared.ts'
import { standardRows } from '../../http/contract/standard-rows.ts'
import { standardLimits } from '../../http/limits.ts'
import { Document } from './document.tsx'
import { Listed, Section } from './marks.tsx'
import { scrollable } from './scrollable.ts'
import type { SiteView } from './site-view.ts'
import { amount } from './words.ts'

const all = Object.entries<Operation>(operations)
const origin = 'http://127.0.0.1:4715'

/** Each operation of the HTTP API, with its request, an example, its answers, problems and limits; from the list that the server follows. */
export function ApiPage({ view }: { readonly view: SiteView }): VNode {
  return (
    <Document
      view={view}
      title="The HTTP API"
      description="Every operation of the API: what it takes, what it gives, an example, its problems and its limits."
      current="about"
      kind="api"
    >
      <div class="page-head">
        <h1>The HTTP API</h1>
        <p class="lead-says">What the playground does, for programs: check, run, explain, compare, convert, prove.</p>
      </div>
      <div class="column narrow">
        <Section id="start" title="Where it answers">
          {view.served ? (
            <p>
              Here, under <code>/api/</code>. The same, for machines: <a href="/api/openapi.json">openapi.json</a>{' '}
              (OpenAPI 3.1).
            </p>
          ) : (
            <p>
              Not on this copy of the site, which is plain files: start <code>assay serve</code>, and it answers on{' '}
              <code>{origin}/api/</code>, with its description for machines in <code>/api/openapi.json</code> (OpenAPI
              3.1).
            </p>
          )}
          <p>
            Bodies are JSON in UTF-8, sent as <code>Content-Type: application/json</code>. The server listens on this
            machine alone unless it is told otherwise; then it wants the token that it printed, as{' '}
            <code>Authorization: Bearer TOKEN</code>. Requests that pages of other sites send are turned away.
          </p>
        </Section>
        <Section id="operations" title="Operations">
          <ul class="prose">
            {all.map(([name, { method, path, summary }]) => (
              <li key={name}>
                <a href={`#${operationAnchor(name)}`}>
                  <code>
                    {method.toUpperCase()} {path}
                  </code>
                </a>{' '}
                {summary}
              </li>
            ))}
          </ul>
        </Section>
        {all.map(([name, operation]) => (
          <OperationPart key={name} name={name} operation={operation} />
        ))}
        <Streams />
        <LimitsPart />
        <Problems />
      </div>
    </Document>
  )
}

function OperationPart({ name, operation }: { readonly name: string; readonly operation: Operation }): VNode {
  const { method, path, summary, parameters = [], request, upload, answer, streams, example } = operation
  return (
    <Section id={operationAnchor(name)} title={`${method.toUpperCase()} ${path}`}>
      <p>
        {summary}.
        {streams && (
          <>
            {' '}
            It runs long: <a href="#streams">it can be streamed and cancelled</a>.
          </>
        )}
      </p>
      {parameters.length > 0 && (
        <dl class="pairs">
          {parameters.map(({ name: parameter, in: place, says }) => (
            <Pair key={parameter} name={<code>{parameter}</code>}>
              in the {place}: {says}
            </Pair>
          ))}
        </dl>
      )}
      {request && <Fields of="Request" named={components.get(request)?.id ?? ''} fields={fieldsOf(request)} />}
      {upload && <p>The body is the file as it is, sent as application/octet-stream.</p>}
      <Sample label={`A request to ${path}`} text={curlOf(operation)} />
      {answer ? (
        <Fields of="Answer" named={components.get(answer)?.id ?? ''} fields={fieldsOf(answer)} />
      ) : (
        <p>It answers 204, with no body.</p>
      )}
      {example?.answer !== undefined && (
        <Sample label={`An answer of ${path}`} text={JSON.stringify(example.answer, null, 2)} />
      )}
      <p>
        Problems:{' '}
        <Listed>
          {problemsOf(operation).map(type => (
            <a href={`#${problemAnchor(type)}`} key={type}>
              {type}
            </a>
          ))}
        </Listed>
        .
      </p>
    </Section>
  )
}

/** The request of the example as a line for a shell. */
function curlOf({ method, path, upload, example }: Operation): string {
  const address = `${origin}${example?.path ?? path}`
  const verb =
    method === 'get' || (method === 'post' && example?.request !== undefined) ? '' : ` -X ${method.toUpperCase()}`
  if (upload) return `curl '${address}' -H 'Content-Type: application/octet-stream' --data-binary @dns.log`
  if (example?.request === undefined) return `curl${verb} '${address}'`
  const body = JSON.stringify(example.request, null, 2).replaceAll("'", "'\\''")
  return `curl${verb} '${address}' -H 'Content-Type: application/json' -d '${body}'`
}

function Fields({
  of,
  named,
  fields,
}: {
  readonly of: string
  readonly named: string
  readonly fields: readonly Field[]
}): VNode | null {
  if (fields.length === 0) return null
  return (
    <>
      <h3>
        {of}: {named}
      </h3>
      <dl class="pairs">
        {fields.map(({ name, type, required, says }) => (
          <Pair key={name} name={<code>{name}</code>}>
            {type}
            {required ? '' : ', optional'}
            {says === undefined ? '' : `. ${says}`}
          </Pair>
        ))}
      </dl>
    </>
  )
}

const Pair = ({
  name,
  children,
}: {
  readonly name: ComponentChildren
  readonly children: ComponentChildren
}): VNode => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

const Sample = ({ label, text }: { readonly label: string; readonly text: string }): VNode => (
  <pre class="sample" {...scrollable(label)}>
    {text}
  </pre>
)

function Streams(): VNode {
  return (
    <Section id="streams" title="Streams, and cancelling">
      <p>
        With <code>Accept: application/x-ndjson</code> (a line for each) or <code>text/event-stream</code> an operation
        that runs long tells what becomes of it: <code>queued</code>, <code>running</code>, for a proof{' '}
        <code>step</code> as each begins, and at the end <code>answer</code> or <code>problem</code>. Its header{' '}
        <code>Run-Id</code> and each of these name the run, for <code>DELETE /api/runs/&#123;id&#125;</code>; a run also
        ends when its connection is closed. The shapes are in openapi.json, under Progress.
      </p>
      <Sample
        label="A stream of a proof"
        text={[
          '{"is":"queued","run":"8sK…","ms":0}',
          '{"is":"running","run":"8sK…","ms":2}',
          '{"is":"step","step":{"package":"T1591.002-business-relationships","is":"query","id":"osint-tools","over":"theharvester","done":14,"of":96},"run":"8sK…","ms":812}',
          '{"is":"answer","run":"8sK…","answer":{…}}',
        ].join('\n')}
      />
    </Section>
  )
}

const seconds = (ms: number): string => `${ms / 1000} s`
const megabytes = (bytes: number): string =>
  bytes % (1024 * 1024) === 0 ? `${amount(bytes / (1024 * 1024))} MiB` : `${amount(bytes / 1e6)} MB`

function LimitsPart(): VNode {
  const { body, upload, uploads, time, proveTime, memory, resident, spill } = standardLimits
  const { rows, compared, runs, checks, queue } = standardLimits
  const said: readonly (readonly [string, string])[] = [
    ['A request', `${megabytes(body)}; larger data is uploaded first`],
    ['An upload', `${megabytes(upload)}; all together ${megabytes(uploads)}, the oldest make place`],
    ['A run', `${seconds(time)}; a proof ${seconds(proveTime)}`],
    [
      'Memory of a run',
      `${megabytes(resident)} in all, of which its engine takes ${megabytes(memory)}; and ${megabytes(spill)} on disk`,
    ],
    ['Rows of an answer', `${amount(rows)}; ${amount(standardRows)} unless the request says how many`],
    ['Rows that are compared', `${amount(compared)} of each query`],
    ['At once', `${runs} runs, and beside them ${checks} that check or lay out; ${queue} of each wait`],
  ]
  return (
    <Section id="limits" title="Limits">
      <dl class="pairs">
        {said.map(([name, says]) => (
          <Pair key={name} name={name}>
            {says}
          </Pair>
        ))}
      </dl>
      <p>A query opens no file and asks no other machine, whatever it says; it sees the data that the request names.</p>
    </Section>
  )
}

function Problems(): VNode {
  return (
    <Section id="problems" title="Problems">
      <p>
        What cannot be answered is a problem document (RFC 9457) of type application/problem+json. Its <code>type</code>{' '}
        is an address that leads here, and stays; <code>detail</code> and <code>help</code> are for people.
      </p>
      <dl class="sources">
        {Object.entries(problemTypes).map(([type, { status, title, says }]) => (
          <div key={type} id={problemAnchor(type)}>
            <dt>
              {status} <code>/problems/{type}</code>
            </dt>
            <dd>
              {title}. {says}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
