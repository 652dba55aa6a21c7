import type { Detection, Severity } from './model.ts'
import { uuid5 } from './uuid.ts'

// CACAO Security Playbooks Version 2.0, OASIS Committee Specification 01
// (https://docs.oasis-open.org/cacao/security-playbooks/v2.0/security-playbooks-v2.0.html): the playbook (section 3), its
// workflow steps (section 4), commands (section 5), agents and targets (section 7). Sections in comments are of that document.

/** The namespace for identifiers of CACAO objects that are made of their content (section 10.10). */
const namespace = 'aa7caf3a-d55a-4e9a-b34e-056215fba56a'

interface Command {
  readonly type: 'manual' | 'sigma'
  readonly description: string
  readonly playbook_activity: Activity
  readonly command_b64: string
}

/** Of the vocabulary of activities (section 3.1.2). */
type Activity = 'match-indicator' | 'analyze-collected-data' | 'step-sequence'

interface Action {
  readonly name: string
  readonly description?: string
  readonly commands: readonly Command[]
  readonly agent: string
  readonly targets?: readonly string[]
}

const siemDefinition = {
  type: 'security-category',
  name: 'SIEM',
  description: 'Where the logs are searched',
  category: ['siem'],
} as const

const severities: Readonly<Record<Severity, number>> = { low: 25, medium: 50, high: 75, critical: 100 }

/** The response to a detection as a CACAO playbook: its rules, its steps, and its questions with their queries as commands. */
export function cacaoOf(detection: Detection): object {
  const id = (type: string, name: string): string => `${type}--${uuid5(namespace, `${detection.id} ${type} ${name}`)}`
  const analyst = id('group', 'analysts')
  const siem = id('security-category', 'siem')
  const actions = actionsOf(detection, analyst, siem)
  const start = id('start', 'start')
  const end = id('end', 'end')
  const steps = actions.map((action, i) => ({ id: id('action', `${i} ${action.name}`), action }))
  const { attack } = detection
  const technique = attack.subtechnique ?? attack.technique
  return {
    type: 'playbook',
    spec_version: 'cacao-2.0',
    id: id('playbook', detection.folder),
    name: `${technique.id} ${technique.name}: response`,
    description: `What to do when this detection fires: ${detection.title}.`,
    playbook_types: ['investigation'],
    playbook_activities: [...new Set(actions.flatMap(a => a.commands.map(c => c.playbook_activity)))],
    created_by: `identity--${uuid5(namespace, detection.author)}`,
    created: `${detection.created}T00:00:00.000Z`,
    modified: `${detection.modified}T00:00:00.000Z`,
    severity: severities[detection.severity],
    labels: [technique.id, attack.tactic.name],
    external_references: [
      { name: `MITRE ATT&CK ${technique.id}`, url: attack.reference, external_id: technique.id },
      ...detection.references.filter(r => r.url !== attack.reference).map(r => ({ name: r.title, url: r.url })),
    ],
    workflow_start: start,
    workflow: Object.fromEntries<object>([
      [start, { type: 'start', name: 'Start', on_completion: steps[0]?.id ?? end }],
      ...steps.map(({ id: key, action }, i): [string, object] => [
        key,
        { type: 'action', ...action, on_completion: steps[i + 1]?.id ?? end },
      ]),
      [end, { type: 'end', name: 'End' }],
    ]),
    // the SIEM carries out the rules, and is what a person searches in
    agent_definitions: {
      [analyst]: { type: 'group', name: 'Analysts', description: 'Whoever holds the alert, and whom they ask' },
      [siem]: siemDefinition,
    },
    target_definitions: { [siem]: siemDefinition },
  }
}

/** The steps in their order: the portable rules, the playbook, and the questions where the playbook sends to them, else at the end. */
function actionsOf(detection: Detection, analyst: string, siem: string): Action[] {
  const rules = detection.queries.filter(q => q.language === 'sigma' && !q.refused)
  const first: Action[] =
    rules.length === 0
      ? []
      : [
          {
            name: 'Look for it with the portable rules',
            commands: rules.map(rule => ({
              type: 'sigma',
              description: rule.title,
              playbook_activity: 'match-indicator',
              command_b64: base64(rule.text),
            })),
            agent: siem,
          },
        ]
  const steps = detection.playbook.steps.map(
    (step): Action => ({
      name: step.title,
      description: step.text,
      commands: [manual(step.title, `${step.title}\n\n${step.text}`, 'step-sequence')],
      agent: analyst,
    }),
  )
  const questions = detection.investigation.map(step => questionOf(step, detection, analyst, siem))
  const asked = new Set(detection.investigation.flatMap(step => step.runs))
  const left = detection.hunts.filter(hunt => !asked.has(hunt.id))
  if (left.length > 0) questions.push(huntsOf(left, analyst, siem))
  const sends = detection.playbook.steps.findLastIndex(step => /\binvestigation\b/i.test(step.text))
  const at = sends < 0 ? steps.length : sends + 1
  const all = [...first, ...steps.slice(0, at), ...questions, ...steps.slice(at)]
  // a playbook has at least one action (section 3.1, workflow)
  return all.length > 0
    ? all
    : [{ name: 'Look at the alert', commands: [manual('Alert', detection.title, 'step-sequence')], agent: analyst }]
}

function questionOf(
  { question, text, runs }: Detection['investigation'][number],
  { queries, hunts }: Detection,
  analyst: string,
  siem: string,
): Action {
  const asked = [...queries, ...hunts].filter(q => runs.includes(q.id))
  return {
    name: question,
    description: text,
    commands: [
      // the vocabulary of commands (section 5) has none for this query language, so a person runs it
      ...asked.map(q => manual(`Run ${q.file} in the SIEM: ${q.title}`, q.text, 'analyze-collected-data')),
      manual(question, `${question}\n\n${text}`, 'analyze-collected-data'),
    ],
    agent: analyst,
    ...(asked.length > 0 ? { targets: [siem] } : {}),
  }
}

/** The hunting queries that no question sends to. */
const huntsOf = (hunts: Detection['hunts'], analyst: string, siem: string): Action => ({
  name: 'Hunt further',
  commands: hunts.map(hunt =>
    manual(`Run ${hunt.file} in the SIEM: ${hunt.question}`, hunt.text, 'analyze-collected-data'),
  ),
  agent: analyst,
  targets: [siem],
})

/** A command for a person; whatever has more than plain words in it is encoded (section 5). */
const manual = (description: string, text: string, activity: Activity): Command => ({
  type: 'manual',
  description,
  playbook_activity: activity,
  command_b64: base64(text),
})

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
