/** Dates, states and kinds in the official's words. */
import type { FormState, RevisionKind } from '../api/operations'

const ERA = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', month: 'long', day: 'numeric' })
const DAY = new Intl.DateTimeFormat('ja-JP', { month: 'long', day: 'numeric' })
const TIME = new Intl.DateTimeFormat('ja-JP', { hour: '2-digit', minute: '2-digit' })

/** A day such as 2026-04-01, at noon: no time zone moves it. */
const noonOf = (day: string): Date => new Date(`${day}T12:00:00`)

/** 令和8年4月1日. */
export const dayInEra = (day: string): string => (day ? ERA.format(noonOf(day)) : '')

/** The time of a moment: 10:23. */
export const clockOf = (moment: string | Date): string => TIME.format(new Date(moment))

/** A moment as short as its nearness allows: «今日 10:23», «11月3日 9:05», «2025年11月3日». */
export function momentOf(moment: string, now: Date): string {
  const at = new Date(moment)
  if (at.toDateString() === now.toDateString()) return `今日 ${clockOf(at)}`
  if (at.getFullYear() === now.getFullYear()) return `${DAY.format(at)} ${clockOf(at)}`
  return `${at.getFullYear()}年${DAY.format(at)}`
}

/** The calendar day of a moment in the official's time, as an input of type date wants it. */
export function dayOf(moment: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

interface Stated {
  state: FormState
  versions: { nodes: readonly { validFrom: string }[] }
}

/** «下書きだけ», «使用中», «令和8年4月1日から使用», «終了». */
export function stateInWords(form: Stated): string {
  if (form.state === 'DRAFT_ONLY') return '下書きだけ'
  if (form.state === 'ENDED') return '終了'
  if (form.state === 'IN_FORCE') return '使用中'
  const from = form.versions.nodes.at(-1)?.validFrom
  return from ? `${dayInEra(from)}から使用` : '使用予定'
}

const KINDS: Record<RevisionKind, string> = {
  CREATED: '作成',
  SAVED: '保存',
  RESTORED: '前の状態に戻す',
  IMPORTED: '読み込み',
  PUBLISHED: '公開',
  MERGED: '変更の取り込み',
}

export const kindInWords = (kind: RevisionKind): string => KINDS[kind]

const SIZES: Record<string, string> = {
  A3: 'A3 縦',
  A4: 'A4 縦',
  A5: 'A5 縦',
  'A3 landscape': 'A3 横',
  'A4 landscape': 'A4 横',
  'A5 landscape': 'A5 横',
}

export const sizeInWords = (size: string): string => SIZES[size] ?? size

/** What went wrong, for a line on the screen. */
export const told = (error: unknown): string => (error instanceof Error ? error.message : String(error))
