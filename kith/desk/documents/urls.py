"""Addresses of the documents of a person."""

from django.urls import path

from kith.desk.documents import checking, keeping, views

ALL = "people/<uuid:person>/documents/"
ONE = f"{ALL}<uuid:document_id>/"

documents = [
    path(ALL, views.all_documents, name="documents"),
    path(f"{ALL}new/", keeping.keep, name="keep_document"),
    path(f"{ALL}words/", keeping.keep_words, name="keep_document_words"),
    path(ONE, views.one_document, name="document"),
    path(f"{ONE}newer/", keeping.renew, name="renew_document"),
    path(f"{ONE}withdraw/", keeping.withdraw, name="withdraw_document"),
    path(f"{ONE}check/", checking.check, name="check_document"),
    path(f"{ONE}file/", views.download, name="document_file"),
    path(f"{ONE}pages/<int:sheet_no>/", views.page, name="document_page"),
    path(f"{ONE}<slug:size>/", views.picture, name="document_picture"),
]
