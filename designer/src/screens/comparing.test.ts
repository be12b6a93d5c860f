import { expect, it } from 'vitest'

import type { Difference } from '../api/formReads'
import type { Template } from '../template/types'
import { fitting, marksIn } from './comparing'

const template: Template = {
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title: '届',
  pages: [{ id: 'front', size: 'A4', elements: [{ id: 'name', kind: 'text', x: 10, y: 20, w: 40, h: 8 }] }],
}
const difference = (kind: Difference['kind'], elementId: string): Difference => ({ page: 'front', elementId, kind, words: '' })

it('frames what is on the paper, by the number of its line in the list', () => {
  const differences = [difference('SETTING', ''), difference('REMOVED', 'gone'), difference('MOVED', 'name')]
  expect(marksIn(template, differences)).toEqual([{ number: 3, page: 'front', kind: 'MOVED', x: 10, y: 20, w: 40, h: 8 }])
})

it('fits the widest page into its room', () => {
  expect(fitting(460, [210, 148])).toBe(2)
  expect(fitting(10, [420])).toBe(1.2)
})
