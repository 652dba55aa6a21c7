import type { VNode } from 'preact'
import type { Detection, ParameterEntry } from '../../../app/catalogue/model.ts'
import { tracePath } from '../address.ts'
import { Icon } from '../icons.tsx'
import type { SiteView } from '../site-view.ts'

interface Props {
  readonly detection: Detection
  readonly language: string
  readonly view: SiteView
}

/**
 * Thresholds and lists of the queries. Those that stand in a query's text in a form that can be changed are fields; the page runs
 * the changed query over every recording and shows what becomes different.
 */
export function Thresholds({ detection, language, view }: Props): VNode | null {
  const own = detection.parameters.filter(p => detection.queries.some(q => q.id === p.query && q.language === language))
  if (own.length === 0) return null
  const queries = detection.queries.filter(q => own.some(p => p.query === q.id))
  return (
    <div class="thresholds">
      <h3>Thresholds and lists</h3>
      {queries.map(query => {
        const movable = own.some(p => p.query === query.id && p.place !== undefined)
        return (
          <form
            class="threshold-form"
            data-thresholds={query.id}
            data-trace={view.to(tracePath(detection.id, query.id))}
            data-folder={detection.folder}
            key={query.id}
          >
            <p class="threshold-query">
              <code>{query.id}</code> {query.title}
            </p>
            {own
              .filter(p => p.query === query.id)
              .map(parameter => (
                <Parameter parameter={parameter} text={query.text} key={parameter.name} />
              ))}
            {movable && (
              <div class="threshold-run">
                <button type="submit" class="solid js">
                  <Icon name="run" />
                  <span>Run again</span>
                </button>
                <button type="reset" class="plain js">
                  As shipped
                </button>
                <p role="status" data-rerun-status />
              </div>
            )}
            <div class="rerun-result" data-rerun-result />
          </form>
        )
      })}
    </div>
  )
}

function Parameter({ parameter, text }: { readonly parameter: ParameterEntry; readonly text: string }): VNode {
  const { name, meaning, place } = parameter
  const id = `set-${parameter.query}-${name}`
  return (
    <div class="parameter">
      <label class="parameter-name" for={place === undefined ? undefined : id}>
        {name}
      </label>
      <div class="parameter-field">
        {place === undefined ? (
          <p class="fixed">{parameter.default}</p>
        ) : (
          <Field id={id} parameter={parameter} place={place} text={text} />
        )}
      </div>
      <p class="parameter-says" id={`${id}-says`}>
        {meaning}
      </p>
    </div>
  )
}

function Field({
  id,
  parameter,
  place,
  text,
}: {
  readonly id: string
  readonly parameter: ParameterEntry
  readonly place: NonNullable<ParameterEntry['place']>
  readonly text: string
}): VNode {
  const common = {
    id,
    'data-parameter': parameter.name,
    'data-start': place.start,
    'data-end': place.end,
    'data-kind': place.kind,
    'aria-describedby': `${id}-says`,
    autocomplete: 'off',
  }
  if (place.kind === 'number') {
    const value = text.slice(place.start, place.end)
    return (
      <span class="stepper">
        <input {...common} type="number" value={value} min="0" step="any" inputMode="decimal" />
      </span>
    )
  }
  // A list is one value a line: people paste columns of accounts and addresses.
  if (place.kind === 'list') {
    const values = listed(text.slice(place.start, place.end))
    return (
      <textarea {...common} rows={Math.min(Math.max(values.length, 2), 8)} spellcheck={false}>
        {values.join('\n')}
      </textarea>
    )
  }
  return <input {...common} type="text" value={parameter.default} spellcheck={false} />
}

/** The values of a list as it is written in a query: `"a", "b"`. */
const listed = (written: string): string[] =>
  [...written.matchAll(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^\s,()"']+)/g)].map(
    ([, a, b, c]) => a ?? b ?? c ?? '',
  )
