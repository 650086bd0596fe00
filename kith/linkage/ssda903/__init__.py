"""The looked-after children return (SSDA903): read strictly, checked cell by cell, turned into what a record holds.

Pure: nothing here knows a database. `kith.linkage.actions.import_ssda903` writes what comes out.
"""
