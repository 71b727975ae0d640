from guides.admin import guide, letter, mail

__all__ = ["guide", "letter", "mail"]
