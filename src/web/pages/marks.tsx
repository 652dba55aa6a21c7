import type { ComponentChildren, VNode } from 'preact'
import type { Confidence, Severity, Standing } from '../../app/catalogue/model.ts'
import { Icon } from './icons.tsx'
import { capital, confidences, severities, standingWords } from './words.ts'

/** What a claim is worth, as a word with a sign; never by colour alone. */
export function StandingMark({ standing }: { readonly standing: Standing }): VNode {
  const icon = { proven: 'yes', refuted: 'no', unproven: 'unknown' } as const
  return (
    <span class={`mark-standing is-${standing}`}>
      <Icon name={icon[standing]} />
      {standingWords[standing].name}
    </span>
  )
}

/** A level of severity or confidence: the word, and bars as many as its rank. */
export function Level({
  level,
  of,
}: {
  readonly level: Severity | Confidence['level']
  readonly of: 'severity' | 'confidence'
}): VNode {
  const scale: readonly string[] = (of === 'severity' ? severities : confidences).toReversed()
  const rank = scale.indexOf(level)
  return (
    <span class={`level level-${of}-${level}`}>
      <svg
        class="level-bars"
        viewBox={`0 0 ${scale.length * 5 - 1} 10`}
        width={scale.length * 5 - 1}
        height="10"
        aria-hidden="true"
      >
        {scale.map((name, i) => (
          <rect key={name} x={i * 5} y={7 - i * 2} width="4" height={3 + i * 2} class={i <= rank ? 'on' : 'off'} />
        ))}
      </svg>
      {capital(level)}
    </span>
  )
}

/** How much of something is done, as a thin bar beside its number. */
export function Share({ part, whole }: { readonly part: number; readonly whole: number }): VNode {
  const done = whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10
  return (
    <svg
      class={part === whole && whole > 0 ? 'share full' : 'share'}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="off" width="100" height="4" />
      <rect class="on" width={done} height="4" />
    </svg>
  )
}

/** Things one after the other, with something between them. */
export function Listed({ by = ', ', children }: { readonly by?: string; readonly children: readonly VNode[] }): VNode {
  return <>{children.map((child, i) => (i === 0 ? child : [by, child]))}</>
}

/** A part of a page with its heading, which can be linked to. */
export function Section({
  id,
  title,
  aside,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
}): VNode {
  return (
    <section class="part" id={id} aria-labelledby={`${id}-title`}>
      <div class="part-head">
        <h2 id={`${id}-title`}>
          <a href={`#${id}`}>{title}</a>
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
