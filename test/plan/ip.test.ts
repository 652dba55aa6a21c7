import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { liesIn, parseAddress, parseNetwork, printAddress } from '../../src/plan/ip.ts'

const normal = (text: string): string | undefined => {
  const address = parseAddress(text)
  return address === undefined ? undefined : printAddress(address)
}

describe('addresses', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['0:0:1::', '0:0:1::'],
    ['::ffff:192.0.2.1', '::ffff:c000:201'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ])('%s is %s', (text, printed) => expect(normal(text)).toBe(printed))

  test.each([
    ...[
      '',
      '1',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '01.2.3.4',
      '1.2.3.4 ',
      '1..2.3',
      '-1.2.3.4',
      '1.2.3.4/8',
      '0x1.2.3.4',
    ],
    ...[
      ':',
      ':::',
      '1:2:3',
      '1::2::3',
      '12345::',
      'g::',
      '1:2:3:4:5:6:7:8:9',
      '::1%lo',
      '1.2.3.4::',
      '::1.2.3',
      ':1::2',
    ],
    ...['1:2:3:4:5:6:7:8::', '1:2:3:4:5:6:7:1.2.3.4'],
  ])('%s is none', text => expect(normal(text)).toBeUndefined())

  test('every address reads back from its text', () => {
    const value = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
    fc.assert(
      fc.property(value, fc.constantFrom<32 | 128>(32, 128), fc.integer({ min: 0, max: 7 }), (v, bits, zeros) => {
        const address = { bits, value: BigInt.asUintN(bits, v & ~(0xffffffffn << BigInt(16 * zeros))) }
        expect(parseAddress(printAddress(address))).toEqual(address)
      }),
      { seed: 41 },
    )
  })
})

describe('networks', () => {
  test.each([
    ['10.255.0.1', '10.0.0.0/8', true],
    ['11.0.0.0', '10.0.0.0/8', false],
    ['1.2.3.4', '0.0.0.0/0', true],
    ['10.0.0.1', '10.0.0.2/31', false],
    ['10.0.0.3', '10.0.0.2/31', true],
    ['::1', '0.0.0.0/0', false],
    ['10.0.0.1', '::/0', false],
    ['febf::', 'fe80::/10', true],
    ['fec0::', 'fe80::/10', false],
  ])('%s in %s: %s', (address, network, expected) => {
    const parsed = { address: parseAddress(address), network: parseNetwork(network) }
    if (parsed.address === undefined || parsed.network === undefined) throw new Error('not parsed')
    expect(liesIn(parsed.address, parsed.network)).toBe(expected)
  })

  test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '/8', '10.0.0.0/8/8', '::/129', '10.0.0.0/-1'])(
    '%s is none',
    text => expect(parseNetwork(text)).toBeUndefined(),
  )
})
