/** Revisions and versions of a form on one line of time, newest first. */
import type { HistoryRevision, HistoryVersion } from '../api/formReads'
import type { CompareSide } from './answers'
import { dayInEra, kindInWords, momentOf } from './words'

export interface Moment {
  /** `draft`, `revision-<id>` or `version-<id>`: part of the address of a comparison. */
  side: string
  title: string
  detail: string
  at: string
  by: string
  note: string
  isVersion: boolean
}

function ofVersion(version: HistoryVersion): Moment {
  const until = version.validTo ? `${dayInEra(version.validTo)}まで` : ''
  return {
    side: `version-${version.id}`,
    title: `第 ${version.number} 版を公開`,
    detail: `${dayInEra(version.validFrom)}から${until}${version.isEnded ? '（終了）' : ''}`,
    at: version.publishedAt ?? '',
    by: version.publishedBy?.name ?? '',
    note: version.note ?? '',
    isVersion: true,
  }
}

function ofRevision(revision: HistoryRevision): Moment {
  const from = revision.versionNumber ? `（第 ${revision.versionNumber} 版）` : ''
  return {
    side: `revision-${revision.id}`,
    title: kindInWords(revision.kind) + from,
    detail: '',
    at: revision.savedAt,
    by: revision.savedBy?.name ?? '',
    note: revision.note ?? '',
    isVersion: false,
  }
}

/** The revision of a publication is the version itself, and is not shown twice. */
export function timeline(versions: readonly HistoryVersion[], revisions: readonly HistoryRevision[], isWhole: boolean): Moment[] {
  const numbers = new Set(versions.map(({ number }) => number))
  const states = revisions.filter(({ kind, versionNumber }) => kind !== 'PUBLISHED' || versionNumber === null || !numbers.has(versionNumber))
  const earliest = states.map(({ savedAt }) => savedAt).toSorted()[0] ?? ''
  return [...versions.map(ofVersion), ...states.map(ofRevision)]
    .filter(({ at, isVersion }) => isWhole || !isVersion || at >= earliest)
    .toSorted((one, other) => other.at.localeCompare(one.at))
}

/** A side of a comparison as the API names it. */
export function compareSide(side: string): CompareSide {
  if (side.startsWith('version-')) return { versionId: side.slice('version-'.length) }
  if (side.startsWith('revision-')) return { revisionId: side.slice('revision-'.length) }
  return { draft: true }
}

export const sideWords = (moment: Moment, now: Date): string =>
  moment.side === 'draft' ? '下書き（今の状態）' : `${moment.title}　${moment.at ? momentOf(moment.at, now) : ''}`

export const DRAFT: Moment = { side: 'draft', title: '下書き', detail: '今の状態', at: '', by: '', note: '', isVersion: false }
