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

/** Notes that a parameter stands for any value, once for each name. */
export function noteParameter(context: Context, name: string, span: Span): void {
  if (context.parameters.has(name)) return
  context.parameters.add(name)
  say(context, {
    code: 'sumo/parameter',
    severity: 'note',
    message: `\`{{${name}}}\` stands for any value here`,
    because: 'a dashboard fills it in; we take `*`, its usual default',
    span,
  })
}
