"""Requirements: what a professional body asks for, as dated packs, and how the records stand to it.

pack, window, choices  what a pack says: its header, its rules, the windows and fields they name
load                   packs from TOML files, checked; the toolkit's own and a dossier's
packs/                 the toolkit's own
"""
