import type { VNode } from 'preact'
import type { Detection } from '../../../app/catalogue/model.ts'
import { anchor } from '../address.ts'
import { Code } from '../code.tsx'
import { InlineMarkdown } from '../markdown.tsx'
import { Listed } from '../marks.tsx'
import { scrollable } from '../scrollable.ts'
import { WebLink } from '../web-link.tsx'
import { amount, moment, plural } from '../words.ts'

/** The logs that are needed and what each gives; tables and fields by platform. */
export function DataPart({ detection }: { readonly detection: Detection }): VNode {
  return (
    <>
      <dl class="sources">
        {detection.sources.map(source => (
          <div key={source.name}>
            <dt>{source.name}</dt>
            <dd>{source.gives}</dd>
          </div>
        ))}
      </dl>
      {detection.requiredTables.length > 0 && (
        <>
          <h3>Required tables and fields</h3>
          <div class="scroll" {...scrollable('Required tables and fields')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Platform</th>
                  <th scope="col">Table</th>
                  <th scope="col">Fields</th>
                </tr>
              </thead>
              <tbody>
                {detection.requiredTables.map((table, i) => (
                  <tr key={i}>
                    <td>{detection.languages.find(l => l.id === table.platform)?.name ?? table.platform}</td>
                    <td>
                      <code>{table.table}</code>
                    </td>
                    <td>
                      <Listed by=" ">
                        {table.fields.map(field => (
                          <code key={field}>{field}</code>
                        ))}
                      </Listed>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {detection.assumptions.length > 0 && (
        <>
          <h3>Assumptions</h3>
          <Sentences of={detection.assumptions} none="" />
        </>
      )}
    </>
  )
}

/** A list of sentences of a package; where it has none, what that means. */
export function Sentences({ of, none }: { readonly of: readonly string[]; readonly none: string }): VNode {
  if (of.length === 0) return <p class="quiet">{none}</p>
  return (
    <ul class="sentences">
      {of.map((sentence, i) => (
        <li key={i}>
          <InlineMarkdown text={sentence} />
        </li>
      ))}
    </ul>
  )
}

/** Changes of the package, newest first, and what it draws on. */
export function HistoryPart({ detection }: { readonly detection: Detection }): VNode {
  return (
    <>
      <ol class="history">
        {detection.history.map((entry, i) => (
          <li key={i}>
            <time dateTime={entry.date}>{moment(entry.date)}</time>
            <span>{entry.says}</span>
          </li>
        ))}
      </ol>
      {detection.references.length > 0 && (
        <>
          <h3>References</h3>
          <ul class="sentences">
            {detection.references.map((reference, i) => (
              <li key={i}>
                <WebLink href={reference.url}>{reference.title}</WebLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** Queries that others published for the technique, as they are and with their errors fixed, and what each catches. */
export function SpecimensPart({ detection }: { readonly detection: Detection }): VNode {
  return (
    <>
      {detection.specimens.map(({ id, title, published, fixed }) => {
        const ran = fixed ?? published
        const caught = ran.cells.filter(c => c.fires && detection.tests.some(t => t.id === c.of)).length
        const errors = published.diagnostics.filter(d => d.severity === 'error').length
        return (
          <article class="query" id={anchor('specimen', id)} key={id}>
            <div class="query-head">
              <h3>{title}</h3>
              <p class="query-facts">
                <span>{errors === 0 ? 'runs as published' : `${plural(errors, 'error')} as published`}</span>
                {ran.refused ? (
                  <span>cannot be run</span>
                ) : (
                  <>
                    <span>
                      {fixed === undefined ? '' : 'fixed, '}catches {caught} of {plural(detection.tests.length, 'test')}
                    </span>
                    <span>{plural(ran.benignRows, 'benign row')}</span>
                  </>
                )}
              </p>
            </div>
            <Code pieces={published.tokens} language={published.language} label={`${title}, as published`} />
            {published.diagnostics.length > 0 && (
              <details class="more">
                <summary>What is wrong with it: {amount(published.diagnostics.length)}</summary>
                <ul class="diagnostics">
                  {published.diagnostics.map((d, i) => (
                    <li class={`says-${d.severity}`} key={i}>
                      <b>{d.severity}</b> line {d.line}: {d.message}
                      {d.help !== undefined && <span class="help"> {d.help}</span>}
                    </li>
                  ))}
                </ul>
              </details>
            )}
            {fixed !== undefined && (
              <details class="more">
                <summary>With its errors fixed</summary>
                <Code pieces={fixed.tokens} language={fixed.language} label={`${title}, fixed`} />
              </details>
            )}
          </article>
        )
      })}
    </>
  )
}
