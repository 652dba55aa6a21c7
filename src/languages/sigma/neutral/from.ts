import type { LogSource } from '../../../event/log-source.ts'
import { channelsOf } from '../../../event/windows/channels.ts'
import { type Kind, kindsIn } from '../../../event/windows/kinds.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { allOf, always, anyOf, negation } from '../../kit/logic.ts'

/**
 * What tells events of a log source from others by their fields: the number and channel of Windows and Sysmon events, as events
 * are routed to rules when these run. An event that does not say its channel is not kept out by it. `always` where no field tells.
 */
export function fromLogSource({ product, category, service }: LogSource): Predicate {
  if (product !== undefined && product !== 'windows' && product !== 'linux') return always
  return allOf([ofCategory(category, product), ofService(service, product)])
}

function ofCategory(category: string | undefined, product: string | undefined): Predicate {
  const kinds = category === undefined ? [] : kindsIn(category)
  // other products log what these kinds are, too, and without a product nothing says that it is Windows
  const ofOne = kinds.filter(kind => product === 'windows' || kind.service === 'sysmon')
  if (product === undefined || ofOne.length === 0) return always
  const any = anyOf(ofOne.map(kind => ofKind(kind, product)))
  // auditd and its kin log processes and files of Linux without a number
  return product === 'linux' ? anyOf([negation(present('EventID')), any]) : any
}

const ofKind = ({ service, ids, when }: Kind, product: string): Predicate =>
  allOf([
    oneOf(
      'EventID',
      ids.map(id => String(id)),
    ),
    inChannels(service, product),
    ...(when === undefined ? [] : [anyOf([negation(present(when.field)), oneOf(when.field, when.is)])]),
  ])

const ofService = (service: string | undefined, product: string | undefined): Predicate =>
  service === undefined || product !== 'windows' ? always : inChannels(service, product)

function inChannels(service: string, product: string): Predicate {
  const linux = product === 'linux'
  const channels = channelsOf(service).filter(channel => channel.startsWith('linux-') === linux)
  return channels.length === 0 ? always : anyOf([negation(present('Channel')), oneOf('Channel', channels)])
}

const field = (name: string): Scalar => ({ op: 'field', name, type: 'string' })
const present = (name: string): Predicate => ({ op: 'present', of: field(name) })
const oneOf = (name: string, texts: readonly string[]): Predicate =>
  anyOf(texts.map(text => ({ op: 'match', of: field(name), pattern: [{ text }], fold: 'casefold' })))
