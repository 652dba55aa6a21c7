import { describe, expect, test } from 'vitest'
import type { Document } from '../../src/event/event.ts'
import { readEvents } from '../../src/telemetry/read.ts'

// A document is the event as its log has it, for rules that compare what is written there.

async function documents(text: string): Promise<Document[]> {
  const found: Document[] = []
  async function* bytes() {
    yield Buffer.from(text)
  }
  for await (const reads of readEvents('x', bytes(), { documents: true }))
    for (const read of reads) if ('event' in read && read.event.document !== undefined) found.push(read.event.document)
  return found
}

async function only(
  record: object | string,
): Promise<{ fields: Record<string, unknown>; sources: unknown; text: string }> {
  const [found, ...more] = await documents(typeof record === 'string' ? record : JSON.stringify(record))
  expect(more).toEqual([])
  if (found === undefined) throw new Error('no document')
  return { fields: JSON.parse(found.fields), sources: found.sources, text: found.fields }
}

const sysmon = (id: unknown, data: object) => ({
  Event: {
    '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
    System: {
      Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
      EventID: id,
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      Correlation: null,
      Execution: { '#attributes': { ProcessID: 4, ThreadID: 8 } },
    },
    EventData: data,
  },
})

describe('a document keeps what the log had', () => {
  test('every value of flat JSON, and its text', async () => {
    const text =
      '{"EventID":4625,"Channel":"Security","LogonId":"0x3e7","n":null,"big":123456789012345678901234567890,"l":[1,{"a":true}],"s":"","f":1.0}'
    const { text: kept } = await only(text)
    expect(kept).toBe(text)
  })

  test('every digit where names change', async () => {
    const { text, fields } = await only('{"EventID":1,"Channel":"Security","Logon Id":18446744073709551616,"x":"0x10"}')
    expect(text).toContain('"LogonId":18446744073709551616')
    expect(fields).not.toHaveProperty('Logon Id')
    expect(fields['x']).toBe('0x10')
  })

  test('null, arrays and objects of an unwrapped event', async () => {
    const { fields } = await only(sysmon(1, { Image: 'a', 'Rule Name': null, List: ['x', 'y'] }))
    expect(fields).toMatchObject({
      EventID: 1,
      Provider_Name: 'Microsoft-Windows-Sysmon',
      Execution_ProcessID: 4,
      Correlation: null,
      Image: 'a',
      RuleName: null,
      List: ['x', 'y'],
    })
    expect(fields).not.toHaveProperty('Event')
  })

  test('text of XML as text', async () => {
    const { fields, sources } = await only(
      '<Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4688</EventID><TimeCreated SystemTime="2026-01-01T00:00:00Z"/><Channel>Security</Channel></System><EventData><Data Name="NewProcessName">C:\\x.exe</Data><Data Name="ProcessId">0x3e7</Data></EventData></Event>',
    )
    expect(fields).toMatchObject({
      EventID: 4688,
      ProcessId: '0x3e7',
      Image: 'C:\\x.exe',
      NewProcessName: 'C:\\x.exe',
    })
    expect(sources).toEqual({ product: 'windows', service: 'security', categories: ['process_creation'] })
  })

  test('both values of a name that the system part and the data have', async () => {
    const { fields, sources } = await only({
      Event: {
        System: { EventID: { '#attributes': { Qualifiers: 1 }, '#text': 104 }, Channel: 'System' },
        UserData: { LogFileCleared: { '#attributes': { xmlns: 'x' }, Channel: 'Application' } },
      },
    })
    expect(fields).toMatchObject({ EventID: 104, EventID_Qualifiers: 1, Channel: ['System', 'Application'] })
    expect(sources).toEqual({ product: 'windows', service: 'system' })
  })

  test('unnamed data as a list', async () => {
    const { fields } = await only({
      Event: { System: { EventID: 400, Channel: 'Windows PowerShell' }, EventData: { Data: { '#text': ['a', 'b'] } } },
    })
    expect(fields['Data']).toEqual(['a', 'b'])
  })
})

describe('a document says where rules look for it', () => {
  const of = async (record: object) => (await only(record)).sources
  test('a registry event is in several categories', async () => {
    expect(await of(sysmon(12, { EventType: 'CreateKey' }))).toMatchObject({
      categories: ['registry_event', 'registry_add'],
    })
    expect(await of(sysmon(12, { EventType: 'DeleteValue' }))).toMatchObject({
      categories: ['registry_event', 'registry_delete'],
    })
    expect(await of(sysmon(12, {}))).toMatchObject({
      categories: ['registry_event', 'registry_add', 'registry_delete'],
    })
    expect(await of(sysmon(13, {}))).toMatchObject({ categories: ['registry_set', 'registry_event'] })
  })

  test.each([
    ['Winlogbeat', { winlog: { channel: 'Security', event_id: '4688', event_data: { NewProcessName: 'x' } } }],
    ['NXLog', { EventID: 4688, Channel: 'Security', SourceName: 'y', NewProcessName: 'x' }],
    ['Splunk', { result: { EventCode: '4688', LogName: 'Security', New_Process_Name: 'z', NewProcessName: 'x' } }],
    ['Sumo', { EventID: 4688, Channel: 'Security', Provider: { Name: 'y' }, EventData: { NewProcessName: 'x' } }],
    ['Velociraptor', { System: { EventID: { Value: 4688 }, Channel: 'Security' }, EventData: { NewProcessName: 'x' } }],
    [
      'xmltodict',
      {
        Event: {
          System: { EventID: '4688', Channel: 'Security' },
          EventData: { Data: [{ '@Name': 'NewProcessName', '#text': 'x' }] },
        },
      },
    ],
  ])('%s writes an audit event of process creation', async (_, record) => {
    const { fields, sources } = await only(record)
    expect(sources).toEqual({ product: 'windows', service: 'security', categories: ['process_creation'] })
    expect(fields).toMatchObject({ Image: 'x', NewProcessName: 'x' })
    expect(String(fields['EventID'])).toBe('4688')
  })

  test('other events of a service whose categories are known are in none', async () => {
    expect(await of({ EventID: 4624, Channel: 'Security' })).toEqual({
      product: 'windows',
      service: 'security',
      categories: [],
    })
    expect(await of({ EventID: 7045, Channel: 'System' })).toEqual({ product: 'windows', service: 'system' })
  })

  test('what nobody knows has no log source', async () => {
    expect(await of({ a: 1, category: 'Administrative', service: 'api' })).toEqual({})
  })

  test('a record may say it itself', async () => {
    expect(await of({ message: 'x', product: 'cisco', service: 'aaa' })).toEqual({ product: 'cisco', service: 'aaa' })
    expect(await of({ EventID: 1, Image: 'C:\\a.exe', product: 'windows', category: 'process_creation' })).toEqual({
      product: 'windows',
      service: 'sysmon',
      categories: ['process_creation'],
    })
  })
})

test('objects over several lines begin where they begin', async () => {
  const lines: number[] = []
  async function* bytes() {
    yield Buffer.from('{\n "a": 1\n}\n\n{\n "a": 2\n}\n')
  }
  for await (const reads of readEvents('x', bytes(), { documents: true }))
    for (const read of reads) if ('event' in read) lines.push(read.event.origin.line)
  expect(lines).toEqual([1, 5])
})

test.each(['Linux-Sysmon/Operational', 'linux-sysmon/operational'])('%s is of Linux', async Channel => {
  const { sources } = await only({ EventID: 1, Channel, Image: '/bin/bash' })
  expect(sources).toMatchObject({ product: 'linux', service: 'sysmon' })
})
