import type { VNode } from 'preact'
import type { Detection } from '../../../app/catalogue/model.ts'
import { Level, Share } from '../marks.tsx'
import { WebLink } from '../web-link.tsx'
import { moment } from '../words.ts'

/** What ATT&CK says of the technique, in the version the package was written for and in the newest that is known. */
export function AttackFacts({ detection: { attack } }: { readonly detection: Detection }): VNode {
  return (
    <section class="side-block" aria-labelledby="attack-block">
      <h2 id="attack-block">ATT&amp;CK</h2>
      <dl class="pairs">
        <dt>Tactic</dt>
        <dd>
          {attack.tactic.name} <code>{attack.tactic.id}</code>
        </dd>
        <dt>Technique</dt>
        <dd>
          {attack.technique.name} <code>{attack.technique.id}</code>
        </dd>
        {attack.subtechnique && (
          <>
            <dt>Sub-technique</dt>
            <dd>
              {attack.subtechnique.name} <code>{attack.subtechnique.id}</code>
            </dd>
          </>
        )}
        <dt>Reference</dt>
        <dd>
          <WebLink href={attack.reference}>{attack.reference.replace(/^https?:\/\//, '').replace(/\/$/, '')}</WebLink>
        </dd>
        {attack.actors.length > 0 && (
          <>
            <dt>Seen with</dt>
            <dd>{attack.actors.map(actor => actor.name).join(', ')}</dd>
          </>
        )}
        <dt>Versions</dt>
        <dd>
          <span class="version">v{attack.version}</span> {attack.tactic.name},{' '}
          <code>{(attack.subtechnique ?? attack.technique).id}</code>
          <br />
          <span class="version">v{attack.newer.version}</span> {attack.newer.tactic.name},{' '}
          <code>{attack.newer.id}</code>
          <p class="quiet">{attack.newer.says}</p>
        </dd>
      </dl>
    </section>
  )
}

/** Who wrote it, when, and where it lies. */
export function PackageFacts({ detection }: { readonly detection: Detection }): VNode {
  return (
    <section class="side-block" aria-labelledby="package-block">
      <h2 id="package-block">Package</h2>
      <dl class="pairs">
        <dt>Status</dt>
        <dd>{detection.status}</dd>
        <dt>Author</dt>
        <dd>{detection.author}</dd>
        <dt>Created</dt>
        <dd>{moment(detection.created)}</dd>
        <dt>Modified</dt>
        <dd>{moment(detection.modified)}</dd>
        <dt>Platforms</dt>
        <dd>{detection.platforms.join(', ')}</dd>
      </dl>
    </section>
  )
}

/** Severity as declared, confidence as derived: each factor with what it gave and could have given. */
export function Trust({ detection }: { readonly detection: Detection }): VNode {
  const { confidence, severity } = detection
  return (
    <div class="trust">
      <div class="trust-sums">
        <p>
          <span class="fact-name">Severity</span>
          <Level of="severity" level={severity} />
          <span class="quiet">declared by the package</span>
        </p>
        <p>
          <span class="fact-name">Confidence</span>
          <Level of="confidence" level={confidence.level} />
          <span class="quiet">{confidence.score} of 100, derived from what was measured</span>
        </p>
      </div>
      {confidence.factors.length > 0 && (
        <table class="factors">
          <caption class="sr">How the confidence is derived</caption>
          <thead>
            <tr>
              <th scope="col">Factor</th>
              <th scope="col" colSpan={2} class="right">
                Points
              </th>
            </tr>
          </thead>
          <tbody>
            {confidence.factors.map((factor, i) => (
              <tr key={i}>
                <td>{factor.says}</td>
                <td class="factor-bar">
                  <Share part={factor.points} whole={factor.of} />
                </td>
                <td class="num right">
                  {factor.points}/{factor.of}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            {confidence.cap !== undefined && (
              <tr class="capped">
                <th scope="row">
                  Sum{' '}
                  <span class="quiet">
                    at most {confidence.score} of it count: {confidence.cap.says}
                  </span>
                </th>
                <td />
                <td class="num right">{confidence.cap.sum}/100</td>
              </tr>
            )}
            <tr>
              <th scope="row">Confidence</th>
              <td />
              <td class="num right">{confidence.score}/100</td>
            </tr>
          </tfoot>
        </table>
      )}
    </div>
  )
}
