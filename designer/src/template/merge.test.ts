import { describe, expect, it } from 'vitest'

import { merge3 } from './merge'
import type { Element, Page, Template } from './types'

const element = (id: string, more: Partial<Element> = {}): Element => ({ id, kind: 'text', x: 10, y: 10, w: 40, h: 8, ...more })

const front = (elements: readonly Element[], more: Partial<Page> = {}): Page => ({ id: 'front', name: '表', size: 'A4', elements, ...more })

function form(pages: readonly Page[], more: Partial<Template> = {}): Template {
  return { format: 'form-template', version: '1.1', id: 'notice', title: '届', pages, ...more }
}

const base = form([front([element('name'), element('phone'), element('row', { elements: [element('inner')] })])])

const change = (id: string, more: Partial<Element>, from = base): Template => ({
  ...from,
  pages: from.pages.map((page) => ({ ...page, elements: page.elements.map((one) => (one.id === id ? { ...one, ...more } : one)) })),
})

const without = (id: string, from = base): Template => ({
  ...from,
  pages: from.pages.map((page) => ({ ...page, elements: page.elements.filter((one) => one.id !== id) })),
})

const ids = (template: Template): string[] => template.pages.flatMap((page) => page.elements.map(({ id }) => id))
const found = (template: Template, id: string): Element | undefined => template.pages[0]?.elements.find((one) => one.id === id)

describe('what does not touch', () => {
  it('is joined: different elements, and different properties of one element', () => {
    const { template, conflicts } = merge3(base, change('name', { x: 20, text: '氏名' }), change('phone', { w: 60 }, change('name', { note: '大きく' })))

    expect(conflicts).toEqual([])
    expect(found(template, 'name')).toMatchObject({ x: 20, text: '氏名', note: '大きく' })
    expect(found(template, 'phone')?.w).toBe(60)
  })

  it('is joined inside styles, print settings, guides and repeated rows', () => {
    const from = form([front([element('row', { elements: [element('inner', { style: { size: 9 } })] })], { guides: { x: [10, 20] } })], { print: { copies: 1 } })
    const mine = { ...from, print: { copies: 2 }, pages: [front([element('row', { elements: [element('inner', { style: { size: 11 } })] })], { guides: { x: [10, 20, 30] } })] }
    const theirs = {
      ...from,
      print: { copies: 1, tray: 'b' },
      pages: [front([element('row', { elements: [element('inner', { style: { size: 9, bold: true } })] })], { guides: { x: [20] } })],
    }

    const { template, conflicts } = merge3(from, mine, theirs)

    expect(conflicts).toEqual([])
    expect(template.print).toEqual({ copies: 2, tray: 'b' })
    expect(template.pages[0]?.guides).toEqual({ x: [20, 30] })
    expect(found(template, 'row')?.elements?.[0]?.style).toEqual({ size: 11, bold: true })
  })

  it('keeps what both added, in both places, under names of their own', () => {
    const mine = form([front([element('text1', { text: '私' }), ...(base.pages[0]?.elements ?? [])])])
    const theirs = form([front([...(base.pages[0]?.elements ?? []), element('text1', { text: '山田' })])])

    const { template, conflicts } = merge3(base, mine, theirs)

    expect(conflicts).toEqual([])
    expect(ids(template)).toEqual(['text2', 'name', 'phone', 'row', 'text1'])
    expect(found(template, 'text2')?.text).toBe('私')
  })

  it('takes away what one took away and the other left as it was', () => {
    expect(ids(merge3(base, without('name'), change('phone', { x: 5 })).template)).toEqual(['phone', 'row'])
    expect(ids(merge3(base, change('phone', { x: 5 }), without('name')).template)).toEqual(['phone', 'row'])
  })

  it('joins pages and inputs, and keeps unknown keys', () => {
    const mine = form([...base.pages, front([], { id: 'back' })], { 'x-vendor': { a: 1 } })
    const theirs = form(base.pages, { inputs: [{ key: 'own.a', label: '欄', type: 'text' }] })

    const { template, conflicts } = merge3(base, mine, theirs)

    expect(conflicts).toEqual([])
    expect(template.pages.map(({ id }) => id)).toEqual(['front', 'back'])
    expect(template.inputs?.map(({ key }) => key)).toEqual(['own.a'])
    expect(template['x-vendor']).toEqual({ a: 1 })
  })

  it('keeps one order when the other only added', () => {
    const elements = base.pages[0]?.elements ?? []
    const mine = form([front(elements.toReversed())])
    const theirs = form([front([...elements.slice(0, 1), element('new'), ...elements.slice(1)])])

    expect(ids(merge3(base, mine, theirs).template)).toEqual(['row', 'phone', 'name', 'new'])
  })

  it('gives the very same template when nothing came', () => {
    const mine = change('name', { x: 1 })
    expect(merge3(base, mine, structuredClone(base)).template).toBe(mine)
  })
})

describe('what touches', () => {
  it('is asked about, property by property, and the answer stands', () => {
    const mine = change('name', { text: '氏名', x: 20 })
    const theirs = change('name', { text: 'お名前' })

    const asked = merge3(base, mine, theirs)
    expect(asked.conflicts).toEqual([
      {
        id: 'changed|front|name||text',
        kind: 'changed',
        place: { page: 'front', element: 'name', property: 'text' },
        base: undefined,
        mine: '氏名',
        theirs: 'お名前',
      },
    ])
    expect(found(asked.template, 'name')?.text).toBe('氏名')

    const answered = merge3(base, mine, theirs, new Map([['changed|front|name||text', 'theirs']]))
    expect(found(answered.template, 'name')).toMatchObject({ text: 'お名前', x: 20 })
  })

  it('is the whole place when both moved the same element', () => {
    const mine = change('name', { x: 20, w: 50 })
    const theirs = change('name', { x: 30 })

    const asked = merge3(base, mine, theirs)
    expect(asked.conflicts.map(({ id }) => id)).toEqual(['changed|front|name||place'])

    const answered = merge3(base, mine, theirs, new Map([['changed|front|name||place', 'theirs']]))
    expect(found(answered.template, 'name')).toMatchObject({ x: 30, w: 40 })
  })

  it('is taken away against changed, both ways round', () => {
    const byThem = merge3(base, change('name', { x: 1 }), without('name'))
    expect(byThem.conflicts.map(({ kind }) => kind)).toEqual(['removedByThem'])
    expect(ids(byThem.template)).toContain('name')

    const byMe = merge3(base, without('name'), change('name', { x: 1 }))
    expect(byMe.conflicts.map(({ kind }) => kind)).toEqual(['removedByMe'])
    expect(ids(byMe.template)).not.toContain('name')
    expect(ids(merge3(base, without('name'), change('name', { x: 1 }), new Map([[byMe.conflicts[0]?.id ?? '', 'theirs']])).template)).toContain('name')
  })

  it('is a page that one changed and the other took away', () => {
    const two = form([...base.pages, front([element('stamp')], { id: 'back' })])
    const { conflicts } = merge3(two, { ...two, pages: base.pages }, change('stamp', { x: 1 }, two))

    expect(conflicts.map(({ kind, place }) => [kind, place.page, place.element])).toEqual([['removedByMe', 'back', undefined]])
  })

  it('is the order that both changed', () => {
    const [one, two, three] = base.pages[0]?.elements ?? []
    if (!one || !two || !three) throw new Error('three elements')
    const mine = form([front([two, one, three])])
    const theirs = form([front([one, three, two])])

    const asked = merge3(base, mine, theirs)
    expect(asked.conflicts.map(({ id }) => id)).toEqual(['order|front|||elements'])
    expect(ids(asked.template)).toEqual(['phone', 'name', 'row'])
    expect(ids(merge3(base, mine, theirs, new Map([['order|front|||elements', 'theirs']])).template)).toEqual(['name', 'row', 'phone'])
  })
})

it('leaves no element on a layer that the other took away, and no name twice', () => {
  const layered = form([front([element('name')], { layers: [{ id: 'pen', name: '線' }] }), front([], { id: 'back' })])
  const mine = form([front([element('name'), element('new', { layer: 'pen' })], { layers: [{ id: 'pen', name: '線' }] }), front([], { id: 'back' })])
  const theirs = form([front([element('name')], { layers: [] }), front([], { id: 'back' })])

  expect(found(merge3(layered, mine, theirs).template, 'new')?.layer).toBeUndefined()
})

it('gives a field a name of its own that one put into a row while the other changed it where it was', () => {
  const mine = form([front([element('phone'), element('row', { elements: [element('inner'), element('name')] })])])
  const theirs = change('name', { text: '氏名' })

  const { conflicts } = merge3(base, mine, theirs)
  const { template } = merge3(base, mine, theirs, new Map(conflicts.map(({ id }) => [id, 'theirs'])))

  expect(ids(template)).toEqual(['name', 'phone', 'row'])
  expect(found(template, 'row')?.elements?.map(({ id }) => id)).toEqual(['inner', 'name2'])
})
