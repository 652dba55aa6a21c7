import type { VNode } from 'preact'
import type { Detection } from '../../../app/catalogue/model.ts'
import { anchor, filePath } from '../address.ts'
import { Icon } from '../icons.tsx'
import { Markdown } from '../markdown.tsx'
import type { SiteView } from '../site-view.ts'
import { Query } from './query.tsx'
import { queryHref } from './query-link.ts'

interface Props {
  readonly detection: Detection
  readonly view: SiteView
  readonly language: string
}

/** The response as a checklist; what is ticked stays in this browser. */
export function PlaybookPart({ detection, view }: Props): VNode {
  const { intro, steps, more } = detection.playbook
  return (
    <>
      {intro !== '' && <Markdown text={intro} level={3} />}
      <div class="checklist" data-checklist={detection.id}>
        <p class="checklist-tools">
          <span class="num" data-ticked>
            {steps.length} steps
          </span>
          <button type="button" class="plain js" data-untick>
            Start over
          </button>
          <a class="plain" href={view.to(filePath(detection.id, `${detection.id}.cacao.json`))} download>
            <Icon name="down" />
            <span>CACAO 2.0</span>
          </a>
        </p>
        <ol class="steps">
          {steps.map((step, i) => (
            <li key={i} id={anchor('step', String(i + 1))}>
              <label>
                <input type="checkbox" data-step={i} autocomplete="off" />
                <span class="step-title">{step.title}</span>
                <span class="step-who">
                  {[step.who, step.minutes === undefined ? undefined : `${step.minutes} min`]
                    .filter(w => w !== undefined)
                    .join(' · ')}
                </span>
              </label>
              <Markdown text={step.text} level={4} />
            </li>
          ))}
        </ol>
      </div>
      {more.map((section, i) => (
        <div class="after-steps" key={i}>
          <h3>{section.title}</h3>
          <Markdown text={section.text} level={4} />
        </div>
      ))}
    </>
  )
}

/** Question, the query to run, and what each answer means. */
export function InvestigationPart({ detection, language, view }: Props): VNode {
  return (
    <ol class="questions">
      {detection.investigation.map((step, i) => (
        <li key={i}>
          <h3>{step.question}</h3>
          {step.runs.length > 0 && (
            <p class="runs">
              <span>Run</span>
              {step.runs.map(id => (
                <a class="chip" href={queryHref(id, detection, language, view)} key={id}>
                  <Icon name="run" />
                  {id}
                </a>
              ))}
            </p>
          )}
          <Markdown text={step.text} level={4} />
        </li>
      ))}
    </ol>
  )
}

/** Searches that are no alerts: each answers a question of the investigation. */
export function HuntsPart({ detection, view }: Props): VNode {
  return (
    <div class="hunts">
      {detection.hunts.map(hunt => (
        <details class="hunt" key={hunt.id} id={`open-${anchor('hunt', hunt.id)}`}>
          <summary>
            <span class="hunt-title">{hunt.title}</span>
            {hunt.question !== hunt.title && <span class="quiet">{hunt.question}</span>}
          </summary>
          <Query query={hunt} detection={detection} view={view} kind="hunt" />
        </details>
      ))}
    </div>
  )
}
