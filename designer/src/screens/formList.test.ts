import { describe, expect, it } from 'vitest'

import type { ListedForm } from '../api/formReads'
import { EVERYTHING, holds, narrowed, offered } from './formList'

function form(title: string, more: Partial<ListedForm> = {}): ListedForm {
  return {
    id: title,
    code: title,
    title,
    state: 'IN_FORCE',
    section: { code: 'citizens', name: '市民課' },
    hasDraft: false,
    changedAt: '2026-11-01T00:00:00Z',
    changedBy: null,
    thumbnailPath: '',
    mayEdit: true,
    mayPublish: false,
    editors: [],
    versions: { nodes: [] },
    ...more,
  }
}

const titles = (forms: readonly ListedForm[]): string[] => forms.map(({ title }) => title)

describe('searching', () => {
  it('makes no difference between kana, widths and capitals', () => {
    expect(holds('まいなんばー', 'マイナンバーカード')).toBe(true)
    expect(holds('Ａ4', 'a4 の届')).toBe(true)
    expect(holds('ﾏｲﾅ', 'マイナンバーカード')).toBe(true)
  })

  it('wants every word, in any order', () => {
    expect(holds('申請 カード', 'カードの申請書')).toBe(true)
    expect(holds('申請 印鑑', 'カードの申請書')).toBe(false)
  })
})

describe('the list', () => {
  const forms = [
    form('転出届', { section: { code: 'tax', name: '税務課' }, changedAt: '2026-11-20T00:00:00Z' }),
    form('印鑑登録申請書', { state: 'DRAFT_ONLY' }),
    form('住民異動届'),
  ]
  const uses = new Map([['住民異動届', { formCode: '住民異動届', procedures: [], reasons: [{ code: 'move_in', label: '引越し' }] }]])

  it('is narrowed by section, state, life event and own section', () => {
    expect(titles(narrowed(forms, { ...EVERYTHING, section: 'tax' }, uses, ''))).toEqual(['転出届'])
    expect(titles(narrowed(forms, { ...EVERYTHING, state: 'DRAFT_ONLY' }, uses, ''))).toEqual(['印鑑登録申請書'])
    expect(titles(narrowed(forms, { ...EVERYTHING, reason: 'move_in' }, uses, ''))).toEqual(['住民異動届'])
    expect(titles(narrowed(forms, { ...EVERYTHING, mine: true }, uses, '税務課'))).toEqual(['転出届'])
  })

  it('finds a form by the procedures that use it', () => {
    const used = new Map([['住民異動届', { formCode: '住民異動届', procedures: [{ code: 'p1', name: '国外からの転入' }], reasons: [] }]])

    expect(titles(narrowed(forms, { ...EVERYTHING, words: '国外 異動' }, used, ''))).toEqual(['住民異動届'])
  })

  it('says of each value how many forms one would see, with the other filters as they are', () => {
    const all = [...forms, form('委任状', { section: null, hasDraft: true })]
    const counts = (filter: 'section' | 'reason' | 'state', more: object = {}): (string | number)[][] =>
      offered(filter, all, { ...EVERYTHING, ...more }, uses, '').map(({ words, count }) => [words, count])

    expect(counts('section', { section: 'tax' })).toEqual([
      ['市民課', 2],
      ['税務課', 1],
      ['全庁共通', 1],
    ])
    expect(counts('state', { section: '-' })).toEqual([
      ['使用中', 1],
      ['使用予定', 0],
      ['下書きだけ', 0],
      ['公開していない変更あり', 1],
      ['終了', 0],
    ])
    expect(counts('reason')).toEqual([
      ['引越し', 1],
      ['どの手続でも使っていない', 3],
    ])
    expect(offered('reason', all, EVERYTHING, new Map(), '')).toEqual([])
  })

  it('is sorted by what was changed last', () => {
    expect(titles(narrowed(forms, { ...EVERYTHING, order: 'changed' }, uses, ''))[0]).toBe('転出届')
  })
})
