"""The closed list of permissions, each declared on the fields and mutations that need it."""

from enum import StrEnum


class Permission(StrEnum):
    """What a group of staff may do or see (権限). The value is what the database stores."""

    IDENTIFY_RESIDENT = "IDENTIFY_RESIDENT"  # 住民の検索（本人の特定）
    LIST_RESIDENTS = "LIST_RESIDENTS"  # 条件による住民の一覧
    SEE_ENROLMENTS = "SEE_ENROLMENTS"  # 各制度の資格の閲覧
    SEE_RESTRICTED = "SEE_RESTRICTED"  # 支援措置対象者の閲覧（理由の入力が必要）
    SEE_INDIVIDUAL_NUMBER = "SEE_INDIVIDUAL_NUMBER"  # 個人番号の閲覧
    SEE_RESIDENT_RECORD_CODE = "SEE_RESIDENT_RECORD_CODE"  # 住民票コードの閲覧
    SEE_FAMILY_REGISTER = "SEE_FAMILY_REGISTER"  # 戸籍の表示（本籍・筆頭者）の閲覧
    SEE_STATUS_OF_RESIDENCE = "SEE_STATUS_OF_RESIDENCE"  # 在留資格等の閲覧
    TAKE_CASE = "TAKE_CASE"  # 受付の開始・記録・完了・取下げ
    SEE_CASE = "SEE_CASE"  # 受付の閲覧
    PRINT_DOCUMENTS = "PRINT_DOCUMENTS"  # 帳票の印刷
    WORK_TASKS = "WORK_TASKS"  # 手続の引受け・完了・引継ぎ
    SEE_ATTACHMENTS = "SEE_ATTACHMENTS"  # 添付書類の閲覧
    EXPORT_APPLICATIONS = "EXPORT_APPLICATIONS"  # 申請データの出力
    SEE_STATISTICS = "SEE_STATISTICS"  # 統計の閲覧
    SEE_AUDIT = "SEE_AUDIT"  # 監査ログの閲覧
    MAINTAIN_CATALOGUE = "MAINTAIN_CATALOGUE"  # 手続の保守
    EDIT_FORMS = "EDIT_FORMS"  # 自分の課の帳票の作成・変更
    EDIT_ALL_FORMS = "EDIT_ALL_FORMS"  # すべての帳票の作成・変更
    PUBLISH_FORMS = "PUBLISH_FORMS"  # 帳票の公開・終了


PERMISSION_LABELS: dict[Permission, str] = {
    Permission.IDENTIFY_RESIDENT: "住民の検索（本人の特定）",
    Permission.LIST_RESIDENTS: "条件による住民の一覧",
    Permission.SEE_ENROLMENTS: "各制度の資格の閲覧",
    Permission.SEE_RESTRICTED: "支援措置対象者の閲覧",
    Permission.SEE_INDIVIDUAL_NUMBER: "個人番号の閲覧",
    Permission.SEE_RESIDENT_RECORD_CODE: "住民票コードの閲覧",
    Permission.SEE_FAMILY_REGISTER: "戸籍の表示の閲覧",
    Permission.SEE_STATUS_OF_RESIDENCE: "在留資格等の閲覧",
    Permission.TAKE_CASE: "受付の取扱い",
    Permission.SEE_CASE: "受付の閲覧",
    Permission.PRINT_DOCUMENTS: "帳票の印刷",
    Permission.WORK_TASKS: "手続の引受け・完了・引継ぎ",
    Permission.SEE_ATTACHMENTS: "添付書類の閲覧",
    Permission.EXPORT_APPLICATIONS: "申請データの出力",
    Permission.SEE_STATISTICS: "統計の閲覧",
    Permission.SEE_AUDIT: "監査ログの閲覧",
    Permission.MAINTAIN_CATALOGUE: "手続の保守",
    Permission.EDIT_FORMS: "自分の課の帳票の作成・変更",
    Permission.EDIT_ALL_FORMS: "すべての帳票の作成・変更",
    Permission.PUBLISH_FORMS: "帳票の公開・終了",
}
