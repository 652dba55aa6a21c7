import type { VNode } from 'preact'
import type { DetectionCard } from '../../app/catalogue/model.ts'
import { detectionPath, firstPage } from './address.ts'
import { facetsOf } from './facets.ts'
import { Level, Share, StandingMark } from './marks.tsx'
import type { SiteView } from './site-view.ts'
import { amount, plural, shortSource } from './words.ts'

/** A detection in the list: what it is about, and the facts a person chooses by. */
export function DetectionRow({ card, view }: { readonly card: DetectionCard; readonly view: SiteView }): VNode {
  const { procedures, baseline } = card
  return (
    <li class="row" {...facetsOf(card)}>
      <div class="row-id">
        <code>{card.id}</code>
        <StandingMark standing={card.standing} />
      </div>
      <div class="row-name">
        <h3>
          <a href={view.to(firstPage(card))}>{card.name}</a>
        </h3>
        <p>{card.title}</p>
        <p class="row-sources">{card.dataSources.map(shortSource).join(' · ')}</p>
      </div>
      <dl class="row-facts">
        <div>
          <dt>Fires</dt>
          <dd>
            <span class="num">
              {procedures.caught}/{procedures.total}
            </span>
            <Share part={procedures.caught} whole={procedures.total} />
          </dd>
        </div>
        <div>
          <dt>Benign rows</dt>
          <dd>
            {baseline.events === 0 ? (
              <span class="quiet">not measured</span>
            ) : (
              <>
                <span class="num">{amount(baseline.declaredRows + baseline.undeclaredRows)}</span>
                <small> in {plural(baseline.events, 'event')}</small>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Severity</dt>
          <dd>
            <Level of="severity" level={card.severity} />
          </dd>
        </div>
        <div>
          <dt>Confidence</dt>
          <dd>
            <Level of="confidence" level={card.confidence.level} />
          </dd>
        </div>
      </dl>
      <p class="row-languages">
        {card.languages.map(language => (
          <a href={view.to(detectionPath(card.id, language))} key={language.id}>
            {language.name}
          </a>
        ))}
      </p>
    </li>
  )
}
