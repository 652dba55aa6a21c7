import type { Span } from '../../../base/span.ts'
import { type Context, say } from './context.ts'

const parameter = /\{\{\{?([^{}]*)\}?\}\}/g

/**
 * The text with its template parameters (`{{name}}`) filled in by `*`, which is what Sumo's dashboards put there to mean
 * any value (docs/dashboards/filter-template-variables.md); each is noted once.
 */
export function fillParameters(context: Context, text: string, span: Span): string {
  return text.replaceAll(parameter, (_, name: string) => {
    noteParameter(context, name.trim(), span)
    return '*'
  })
}

const placeholder = /\$\$[A-Za-z_][\w.-]*/g

/** The same for the search scope, where published apps also leave `$$name` for what an installation puts there. */
export const fillScope = (context: Context, text: string, span: Span): string =>
  fillParameters(context, text, span).replaceAll(placeholder, name => {
    noteAny(context, name, span, 'the installation of an app fills it in; we take any value')
    return '*'
  })

/** Notes that a parameter stands for any value, once for each name. */
export const noteParameter = (context: Context, name: string, span: Span): void =>
  noteAny(context, `{{${name}}}`, span, 'a dashboard fills it in; we take `*`, its usual default')

/** Says that a search cannot be understood before its parameter has a value: only one in the place of a value may be any. */
export const needsValue = (context: Context, placeOf: string, span: Span): undefined =>
  say(context, {
    code: 'sumo/parameter-value',
    severity: 'error',
    message: `a parameter stands in the place of ${placeOf}`,
    because: 'the result depends on what a dashboard fills in there',
    help: 'give it a value: `assay run … --param NAME=VALUE`',
    span,
  })

/** Notes that a parameter that may be any stages is taken for none. */
export const noteNoStages = (context: Context, name: string, span: Span): undefined =>
  say(context, {
    code: 'sumo/parameter-stage',
    severity: 'warning',
    message: `\`{{${name}}}\` stands for stages here, and is taken for none`,
    because: 'a dashboard fills them in, or leaves it empty',
    help: 'give it a value: `assay run … --param NAME=VALUE`',
    span,
  })

function noteAny(context: Context, written: string, span: Span, because: string): void {
  if (context.parameters.has(written)) return
  context.parameters.add(written)
  say(context, {
    code: 'sumo/parameter',
    severity: 'note',
    message: `\`${written}\` stands for any value here`,
    because,
    span,
  })
}
