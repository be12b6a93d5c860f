import { expect, it } from 'vitest'

import type { HistoryRevision, HistoryVersion } from '../api/formReads'
import { compareSide, timeline } from './timeline'

const version = (number: number, publishedAt: string): HistoryVersion => ({
  id: `V${number}`,
  number,
  validFrom: '2026-04-01',
  validTo: null,
  isEnded: false,
  publishedAt,
  publishedBy: null,
  note: null,
})
const revision = (number: number, kind: HistoryRevision['kind'], savedAt: string, versionNumber: number | null = null): HistoryRevision => ({
  id: `R${number}`,
  number,
  kind,
  note: null,
  versionNumber,
  savedAt,
  savedBy: null,
})

it('puts versions and revisions on one line, newest first, a publication once', () => {
  const moments = timeline(
    [version(1, '2026-03-01T00:00:00Z'), version(2, '2026-11-02T00:00:01Z')],
    [
      revision(1, 'CREATED', '2026-02-01T00:00:00Z'),
      revision(2, 'SAVED', '2026-11-01T00:00:00Z'),
      revision(3, 'PUBLISHED', '2026-11-02T00:00:00Z', 2),
      revision(4, 'RESTORED', '2026-11-03T00:00:00Z', 1),
    ],
    true,
  )

  expect(moments.map(({ side, title }) => [side, title])).toEqual([
    ['revision-R4', '前の状態に戻す（第 1 版）'],
    ['version-V2', '第 2 版を公開'],
    ['revision-R2', '保存'],
    ['version-V1', '第 1 版を公開'],
    ['revision-R1', '作成'],
  ])
})

it('does not show what is older than the revisions that were fetched', () => {
  const moments = timeline([version(1, '2026-03-01T00:00:00Z')], [revision(9, 'SAVED', '2026-11-01T00:00:00Z')], false)
  expect(moments.map(({ side }) => side)).toEqual(['revision-R9'])
})

it('names a side of a comparison as the API does', () => {
  expect(compareSide('draft')).toEqual({ draft: true })
  expect(compareSide('version-V1')).toEqual({ versionId: 'V1' })
  expect(compareSide('revision-R9')).toEqual({ revisionId: 'R9' })
})
