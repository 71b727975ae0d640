from guides.admin import guide

__all__ = ["guide"]
