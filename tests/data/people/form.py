# Writes form.xlsx, a roster as a forms tool gives it out, with an outside library (XlsxWriter).
import datetime
import xlsxwriter

book = xlsxwriter.Workbook("form.xlsx", {"strings_to_formulas": False})
book.set_properties({"created": datetime.datetime(2020, 9, 1)})
sheet = book.add_worksheet("Form1")
date = book.add_format({"num_format": "m/d/yy h:mm:ss"})
day = book.add_format({"num_format": 14})
rows = [
    ["ID", "Start time", "Name", "E-mail", "Department", "Availability", "Can lead"],
    [1, datetime.datetime(2020, 9, 1, 8, 30), "Ada Okoro", "ada@example.org", "Surgery", "Tue 12:00-13:30\nThu 17-19", "Yes"],
    [2, datetime.datetime(2020, 9, 1, 9, 0, 5), "Bo Lindqvist", "bo@example.org", "Medicine", "Tue 12-13; Wed 8-9", None],
    [3, datetime.date(2020, 9, 2), '=HYPERLINK("x")', "cy@example.org", "Surgery", "Tue 12-14", True],
    [4, None, "Dee Ruiz", "dee@example.org", "Paediatrics", "whenever", "no"],
    [],
    [5, None, "Éli Noor", "eli@example.org", "Medicine", "Thu 17:00-18:00", "yes"],
]
for number, row in enumerate(rows):
    for column, cell in enumerate(row):
        format = date if isinstance(cell, datetime.datetime) else day if isinstance(cell, datetime.date) else None
        if cell is not None:
            sheet.write(number, column, cell, format)
book.add_worksheet("Questions").write(0, 0, "What was asked")
book.close()
