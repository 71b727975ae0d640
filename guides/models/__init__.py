from guides.models.guide import Chapter, Guide, GuideRevision

__all__ = ["Chapter", "Guide", "GuideRevision"]
