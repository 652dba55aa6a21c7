// The rules of CACAO Security Playbooks Version 2.0 that a playbook of ours could break
// (https://docs.oasis-open.org/cacao/security-playbooks/v2.0/security-playbooks-v2.0.html, sections 3, 4, 5, 7 and 10).

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const object = (value: unknown): Json => (isObject(value) ? value : {})
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const identifier = (type: string): RegExp =>
  new RegExp(`^${type}--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
const millis = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** What is wrong with a playbook; nothing when it keeps to the rules. */
export function cacaoProblems(playbook: unknown): string[] {
  const problems: string[] = []
  const need = (holds: boolean, says: string): void => {
    if (!holds) problems.push(says)
  }
  const p = object(playbook)
  need(p['type'] === 'playbook' && p['spec_version'] === 'cacao-2.0', '3.1: type and version')
  need(identifier('playbook').test(String(p['id'])), '10.10: id of the playbook')
  need(identifier('identity').test(String(p['created_by'])), '3.1: created_by is an identity')
  need(typeof p['name'] === 'string' && p['name'] !== '', '3.1: name')
  for (const key of ['created', 'modified']) need(millis.test(String(p[key])), `3.1: ${key} to the millisecond`)
  need(String(p['modified']) >= String(p['created']), '3.1: modified not before created')
  const severity = p['severity']
  need(Number.isInteger(severity) && Number(severity) >= 0 && Number(severity) <= 100, '3.1: severity from 0 to 100')
  const activities = list(p['playbook_activities'])
  need(list(p['playbook_types']).length === 0 || activities.length > 0, '3.1: types need activities')

  const workflow = object(p['workflow'])
  const agents = object(p['agent_definitions'])
  const targets = object(p['target_definitions'])
  for (const [id, agent] of Object.entries({ ...agents, ...targets })) {
    const type = String(object(agent)['type'])
    need(identifier(type).test(id) && typeof object(agent)['name'] === 'string', `7: ${id}`)
    need(type !== 'security-category' || list(object(agent)['category']).length > 0, `7: category of ${id}`)
  }
  for (const reference of list(p['external_references'])) {
    const { name, url } = object(reference)
    need(typeof name === 'string' && typeof url === 'string', '10.9: a reference has a name and an address')
  }

  const ofType = (type: string): string[] => Object.keys(workflow).filter(id => object(workflow[id])['type'] === type)
  need(ofType('start').length === 1 && ofType('start')[0] === p['workflow_start'], '3.1: one start')
  need(ofType('end').length > 0 && ofType('action').length > 0, '3.1: an action and an end')
  const done = new Set<unknown>()
  for (const [id, value] of Object.entries(workflow)) {
    const step = object(value)
    need(identifier(String(step['type'])).test(id), `10.10: ${id}`)
    const next = step['on_completion']
    need(step['type'] === 'end' ? next === undefined : String(next) in workflow, `4: what comes after ${id}`)
    if (step['type'] !== 'action') continue
    need(String(step['agent']) in agents, `4.5: agent of ${id}`)
    need(
      list(step['targets']).every(target => String(target) in targets),
      `4.5: targets of ${id}`,
    )
    need(list(step['commands']).length > 0, `4.5: commands of ${id}`)
    for (const command of list(step['commands']).map(object)) {
      done.add(command['playbook_activity'])
      const encoded = command['command_b64']
      need(['manual', 'sigma'].includes(String(command['type'])), `5: type of a command of ${id}`)
      need(typeof encoded === 'string' && encoded !== '' && base64.test(encoded), `5: command of ${id}`)
    }
  }
  need(
    activities.every(a => done.has(a)),
    '3.1: every activity is in a step',
  )
  const seen = new Set<string>()
  for (
    let at = String(p['workflow_start']);
    at in workflow && !seen.has(at);
    at = String(object(workflow[at])['on_completion'])
  )
    seen.add(at)
  need(seen.size === Object.keys(workflow).length, '4: every step is reached, once')
  return problems
}
