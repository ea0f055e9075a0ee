"""On what grounds a person's values may be erased (PIPL 47)."""

from station_app.core.texts import _

BASES = (
    _("本人要求删除"),
    _("本人撤回同意"),
    _("保存期限已到"),
    _("不该收集的资料"),
)
"""What the dialog offers; kept in the ledger."""
