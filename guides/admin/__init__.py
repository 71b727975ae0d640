from guides.admin import guide, kit, letter, mail, subscriber

__all__ = ["guide", "kit", "letter", "mail", "subscriber"]
