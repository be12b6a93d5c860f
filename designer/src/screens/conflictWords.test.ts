import { expect, test } from 'vitest'

import { merge3 } from '../template/merge'
import type { Element, Template } from '../template/types'
import { sideWords, subjectOf } from './conflictWords'

const NAME: Element = { id: 'name', kind: 'text', x: 10, y: 10, w: 40, h: 8, text: '氏名', style: { size: 9 } }
const form = (elements: readonly Element[]): Template => ({
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title: '届',
  pages: [{ id: 'front', name: '表', size: 'A4', elements }],
})
const VOCABULARY = { kinds: [], items: [{ name: 'notifier.name', label: '届出人の氏名' }] }

test('where one took a field away, everything that the other changed in it is said', () => {
  const theirs = form([{ ...NAME, x: 20, style: { size: 12 }, bind: { field: 'notifier.name' } }])
  const mine = form([])

  const [conflict] = merge3(form([NAME]), mine, theirs).conflicts
  if (!conflict) throw new Error('there is a conflict')

  expect(subjectOf(conflict, mine, theirs, VOCABULARY)).toBe('表の「氏名」')
  expect(sideWords(conflict, 'mine', mine, VOCABULARY)).toBe('消しました。')
  expect(sideWords(conflict, 'theirs', theirs, VOCABULARY)).toBe(
    '消さずに変えました: 位置と大きさ「左から 20 mm、上から 10 mm、幅 40 mm、高さ 8 mm」、見た目「12」、印字する項目「届出人の氏名」',
  )
})

test('of a page that one took away, the number of changed fields is said', () => {
  const back = { id: 'back', size: 'A4' as const, elements: [NAME] }
  const base = { ...form([]), pages: [...form([]).pages, back] }
  const theirs = { ...base, pages: [...form([]).pages, { ...back, name: '裏', elements: [{ ...NAME, x: 1 }, { ...NAME, id: 'new' }] }] }

  const [conflict] = merge3(base, form([]), theirs).conflicts
  if (!conflict) throw new Error('there is a conflict')

  expect(sideWords(conflict, 'theirs', theirs, VOCABULARY)).toBe('消さずに変えました: 中の欄 2 個、名前「裏」')
})
