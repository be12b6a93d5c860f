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

const PAGE = 100
const STATES = ['IN_FORCE', 'SCHEDULED', 'DRAFT_ONLY', 'ENDED']

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

/** The forms that are wanted, in their order; forms that are otherwise alike go by title. */
export function narrowed(forms: readonly ListedForm[], wanted: Wanted, uses: ReadonlyMap<string, FormUse>, ownSection: string): ListedForm[] {
  const first = COMPARISONS[wanted.order]
  return forms
    .filter((form) => holds(wanted.words, form.title, form.code))
    .filter((form) => !wanted.section || form.section?.code === wanted.section)
    .filter((form) => !wanted.state || form.state === wanted.state)
    .filter((form) => !wanted.mine || (form.section !== null && form.section.name === ownSection))
    .filter((form) => !wanted.reason || (uses.get(form.code)?.reasons.some(({ code }) => code === wanted.reason) ?? false))
    .toSorted((one, other) => first(one, other) || one.title.localeCompare(other.title, 'ja'))
}

/** What a filter offers: each value of the list once, with its words. */
export function offered(pairs: Iterable<readonly [string, string]>): [string, string][] {
  return [...new Map(pairs)].toSorted(([one], [other]) => one.localeCompare(other))
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
