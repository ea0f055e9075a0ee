"""The screens of training: the list of classes and the page of one class.

Kept empty of imports: menu.py builds `training_page.TrainingPage` when the page is first opened.
"""
