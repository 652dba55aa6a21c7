import type { Action, Diagnostic } from '@codemirror/lint'
import type { DiagnosticData } from '../../../http/contract/shared.ts'
import { el } from '../../client/dom.ts'
import { adviceOf } from '../advice.ts'

/** A message of the language as the editor shows it: underlined, with why it matters, what to type, and its fix. */
export function squiggle(said: DiagnosticData, length: number): Diagnostic {
  const { start, end, severity, message, because, fix } = said
  const advice = adviceOf(said)
  const actions: Action[] =
    fix === undefined
      ? []
      : [
          {
            name: 'Fix it',
            apply: view =>
              view.dispatch({
                changes: fix.map(edit => ({ from: edit.start, to: edit.end, insert: edit.text })),
              }),
          },
        ]
  return {
    from: Math.min(start, length),
    to: Math.min(Math.max(end, start), length),
    severity: severity === 'note' ? 'info' : severity,
    message,
    actions,
    renderMessage: () =>
      el(
        'div',
        {},
        el('p', {}, ...withCode(message)),
        because !== undefined && el('p', {}, ...withCode(because)),
        advice !== undefined && el('p', {}, ...withCode(advice)),
      ),
  }
}

/** A sentence with what stands in backticks as code. */
export const withCode = (sentence: string): (Node | string)[] =>
  sentence.split('`').map((part, i) => (i % 2 === 1 ? el('code', {}, part) : part))
