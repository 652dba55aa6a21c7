import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import type { ExplainAnswerData } from '../../../http/contract/explain.ts'
import { innermost } from '../../conditions.ts'
import { Icon } from '../../pages/icons.tsx'
import type { LitPlace } from '../editor/lit.ts'

type Answer = ExplainAnswerData['answers'][number]
type Step = Answer['steps'][number]
type Node = NonNullable<Step['tree']>
type Light = (places: readonly LitPlace[]) => void

/** Why an event is matched or not: step by step, each condition with what it came to and the values that decided. Marks them in the query. */
export function Why({ answer, light }: { readonly answer: Answer; readonly light: Light }): VNode {
  useEffect(() => {
    light(decided(answer))
    return () => light([])
  }, [answer])
  return (
    <div class="pg-why">
      <p class={answer.matched ? 'tone-good' : 'tone-bad'}>
        <Icon name={answer.matched ? 'yes' : 'no'} />{' '}
        {answer.matched ? 'The query takes this event' : 'The query leaves this event out'}
      </p>
      <ol>
        {answer.steps.map((step, i) => (
          <li key={`${i} ${step.text}`} class={step.kept ? 'kept' : 'gone'}>
            <Condition {...step} holds={step.kept} answer={answer} light={light} />
            {step.tree !== undefined && step.tree.children.length > 0 && (
              <Children of={step.tree} answer={answer} light={light} />
            )}
            {step.tree !== undefined && <Values of={step.tree} />}
          </li>
        ))}
      </ol>
    </div>
  )
}

function Children({ of, answer, light }: { readonly of: Node; readonly answer: Answer; readonly light: Light }): VNode {
  return (
    <ul>
      {of.children.map((node, i) => (
        <li key={`${i} ${node.text}`}>
          <Condition {...node} answer={answer} light={light} />
          <Values of={node} />
          {node.children.length > 0 && <Children of={node} answer={answer} light={light} />}
        </li>
      ))}
    </ul>
  )
}

function Condition({
  text,
  holds,
  start,
  end,
  answer,
  light,
}: Pick<Node, 'text' | 'holds'> & {
  readonly start?: number | undefined
  readonly end?: number | undefined
  readonly answer: Answer
  readonly light: Light
}): VNode {
  const mark = (
    <>
      <span class={holds ? 'tone-good' : 'tone-bad'}>
        <Icon name={holds ? 'yes' : 'no'} />
        <span class="sr">{holds ? 'holds: ' : 'does not hold: '}</span>
      </span>
      <code>{text}</code>
    </>
  )
  if (start === undefined || end === undefined) return <span class="pg-cond">{mark}</span>
  const point = (): void => light([{ start, end, as: 'pointed' }])
  const back = (): void => light(decided(answer))
  return (
    <button
      type="button"
      class="pg-cond"
      onPointerEnter={point}
      onPointerLeave={back}
      onFocus={point}
      onBlur={back}
      title="Where it stands in the query"
    >
      {mark}
    </button>
  )
}

function Values({ of: { values, children } }: { readonly of: Node }): VNode | null {
  if (values.length === 0 || children.length > 0) return null
  return (
    <dl class="pg-values">
      {values.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The innermost conditions that have a place in the query. */
function decided({ steps }: Answer): LitPlace[] {
  return steps.flatMap(({ tree, kept, start, end }): LitPlace[] => {
    if (tree !== undefined)
      return innermost(tree).map(({ holds, ...place }) => ({
        start: place.start,
        end: place.end,
        as: holds ? 'held' : kept ? 'not-held' : 'against',
      }))
    return start === undefined || end === undefined || kept ? [] : [{ start, end, as: 'against' }]
  })
}
