from guides.admin import guide, kit, letter, mail

__all__ = ["guide", "kit", "letter", "mail"]
