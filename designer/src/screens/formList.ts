/** The list of forms: what it holds, and how it is searched, narrowed and sorted. */
import { formListQuery, type FormListResult, type ListedForm } from '../api/formReads'
import { formUsesQuery } from '../api/operations'
import type { FormUse } from './answers'
import { request } from '../api/request'

export type Order = 'title' | 'changed' | 'section' | 'state'

export interface Wanted {
  words: string
  section: string
  reason: string
  state: string
  mine: boolean
  order: Order
}

export const EVERYTHING: Wanted = { words: '', section: '', reason: '', state: '', mine: false, order: 'title' }

/** What was looked for last: who comes back from a form finds the list as it was. */
export const last: { wanted: Wanted } = { wanted: EVERYTHING }

const PAGE = 100
const STATES = ['IN_FORCE', 'SCHEDULED', 'DRAFT_ONLY', 'ENDED']
/** Among the states one asks for, though a form has it beside its state. */
const CHANGED = 'CHANGED'
/** A form of the whole city has no section; neither has a form that no procedure uses a life event. */
const NONE = '-'

/** One spelling for searching: full width, katakana and capitals make no difference. */
export function spelling(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[\s・－ー-]+/g, '')
}

/** Whether every word of a search occurs in the texts. */
export function holds(search: string, ...texts: readonly string[]): boolean {
  const all = texts.map(spelling).join('\n')
  return search
    .split(/\s+/)
    .map(spelling)
    .every((word) => all.includes(word))
}

const COMPARISONS: Record<Order, (one: ListedForm, other: ListedForm) => number> = {
  title: () => 0,
  changed: (one, other) => (other.changedAt ?? '').localeCompare(one.changedAt ?? ''),
  section: (one, other) => (one.section?.code ?? '').localeCompare(other.section?.code ?? ''),
  state: (one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state),
}

export type Filter = 'section' | 'reason' | 'state'
type Value = readonly [code: string, words: string]
type Uses = ReadonlyMap<string, FormUse>

const STATE_WORDS: readonly Value[] = [
  ['IN_FORCE', '使用中'],
  ['SCHEDULED', '使用予定'],
  ['DRAFT_ONLY', '下書きだけ'],
  [CHANGED, '公開していない変更あり'],
  ['ENDED', '終了'],
]

/** What a form counts as under a filter; under life events nothing, until it is known what is used where. */
const VALUES: Record<Filter, (form: ListedForm, uses: Uses) => readonly Value[]> = {
  section: ({ section }) => [section ? [section.code, section.name] : [NONE, '全庁共通']],
  reason: ({ code }, uses) => {
    if (!uses.size) return []
    const reasons = uses.get(code)?.reasons ?? []
    return reasons.length ? reasons.map((reason) => [reason.code, reason.label] as const) : [[NONE, 'どの手続でも使っていない']]
  },
  state: ({ state, hasDraft }) =>
    STATE_WORDS.filter(([code]) => code === state || (code === CHANGED && hasDraft && state !== 'DRAFT_ONLY')),
}

/** The forms that are wanted, in their order; forms that are otherwise alike go by title. */
export function narrowed(forms: readonly ListedForm[], wanted: Wanted, uses: Uses, ownSection: string): ListedForm[] {
  const first = COMPARISONS[wanted.order]
  const fits = (form: ListedForm, filter: Filter): boolean => !wanted[filter] || (filter === 'reason' && !uses.size) || VALUES[filter](form, uses).some(([code]) => code === wanted[filter])
  const textsOf = ({ title, code }: ListedForm): string[] => [title, code, ...(uses.get(code)?.procedures.map(({ name }) => name) ?? [])]
  return forms
    .filter((form) => holds(wanted.words, ...textsOf(form)))
    .filter((form) => fits(form, 'section') && fits(form, 'reason') && fits(form, 'state'))
    .filter((form) => !wanted.mine || (form.section !== null && form.section.name === ownSection))
    .toSorted((one, other) => first(one, other) || one.title.localeCompare(other.title, 'ja'))
}

export interface Offer {
  value: string
  words: string
  count: number
}

/** What a filter offers: each value of the list once, with how many forms one would see with it. */
export function offered(filter: Filter, forms: readonly ListedForm[], wanted: Wanted, uses: Uses, ownSection: string): Offer[] {
  const counts = new Map<string, number>()
  for (const form of narrowed(forms, { ...wanted, [filter]: '' }, uses, ownSection))
    for (const [code] of VALUES[filter](form, uses)) counts.set(code, (counts.get(code) ?? 0) + 1)
  // Sections go by their code, life events by their words: alike ones stand together.
  const key = ([code, words]: Value): string => (code === NONE ? '\uffff' : filter === 'section' ? code : words)
  const found = [...new Map(forms.flatMap((form) => VALUES[filter](form, uses)))].toSorted((one, other) => key(one).localeCompare(key(other), 'ja'))
  const all = filter === 'state' ? STATE_WORDS : found
  return all.map(([value, words]) => ({ value, words, count: counts.get(value) ?? 0 }))
}


/** All forms of the city. */
export async function loadForms(signal?: AbortSignal): Promise<ListedForm[]> {
  const forms: ListedForm[] = []
  let after: string | null = null
  do {
    const answer: FormListResult = await request(formListQuery, { first: PAGE, after }, signal)
    const page = answer.formDefinitions
    forms.push(...(page?.nodes ?? []))
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after)
  return forms
}

/** Which procedures and life events use which form, by the form's code. */
export async function loadUses(): Promise<ReadonlyMap<string, FormUse>> {
  const { formUses } = await request(formUsesQuery, {})
  return new Map((formUses ?? []).map((use) => [use.formCode, use]))
}
