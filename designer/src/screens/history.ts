/** Fetches what a form was: its versions, its revisions page by page, and the template of each. */
import { draftNowQuery, formHistoryQuery, templateOfQuery, type FormHistoryResult, type HistoryRevision } from '../api/formReads'
import { request } from '../api/request'
import type { Template } from '../template/types'
import { compareSide } from './timeline'

const PAGE = 50

export type History = NonNullable<FormHistoryResult['formDefinition']>

export interface Loaded {
  form: History
  revisions: readonly HistoryRevision[] // oldest first
  before: string | null // where earlier ones go on
}

/** The newest revisions, or those before the ones that are there. */
export async function loadHistory(formId: string, so: Loaded | null = null): Promise<Loaded> {
  const { formDefinition: form } = await request(formHistoryQuery, { id: formId, last: PAGE, before: so?.before ?? null })
  if (!form) throw new Error('この帳票は見つかりません。')
  const { nodes, pageInfo } = form.revisions
  return {
    form,
    revisions: [...nodes, ...(so?.revisions ?? [])],
    before: pageInfo.hasPreviousPage ? pageInfo.startCursor : null,
  }
}

/** The template at a moment: of the draft, a revision or a version. */
export async function loadTemplate(formId: string, side: string): Promise<Template> {
  const of = compareSide(side)
  const template =
    'draft' in of
      ? (await request(draftNowQuery, { id: formId })).formDefinition?.draft?.template
      : (await request(templateOfQuery, { id: 'versionId' in of ? of.versionId : of.revisionId })).node?.template
  if (!template) throw new Error('この時点の内容は見つかりません。')
  return template as Template
}
