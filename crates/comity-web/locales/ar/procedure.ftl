# Words of the pages: procedure.

# Things one can point at.
place-gone = { $name } (لم يعد في النص)
place-proposal = المقترح { $id }
place-contribution = المساهمة { $id }
place-statement = البيان { $id }
place-entry = القيد { $number }
place-citation = القيد { $entry } من { $origin }
place-call = النداء { $id }
place-objection = الاعتراض { $id }
place-unknown-party = وفد لا يعرفه السجل
speaks-for = باسم
list-sign = ،
unlabelled-title = العنوان
unlabelled-heading = عنوان فرعي
unlabelled-preambular = فقرة من الديباجة
unlabelled-operative = فقرة من المنطوق
unlabelled-article = مادة
unlabelled-paragraph = فقرة
unlabelled-item = بند
unlabelled-annex = مرفق
unlabelled-cell = خانة
unlabelled-footnote = حاشية

# Fields and lists.
field-title = العنوان
field-language = اللغة، برمزها مثل en أو ar
field-behalf = باسم من
behalf-own = باسمنا
field-reason = السبب
field-reason-optional = السبب، إن شئتم ذكره
field-remedy = نص من شأنه أن يزيل الاعتراض
field-kind = النوع
filter-all = الكل
filter-constituency = الفئة
filter-delegation = الوفد
filter-undisposed = ما فيه فقرات تنتظر جوابا فقط
filter-apply = عرض
list-more = المزيد
table-constituency = الفئة
table-contributions = المساهمات
table-passages = الفقرات
links-provisions = الأحكام
links-proposals = المقترحات
not-at-this-stage = ليس في هذه المرحلة: تتيحه قواعد العمل في مرحلة أخرى. ويبقى ما تكتبونه هنا في الاستمارة.
draft-save = حفظ المسودة
draft-kept = هذه هي المسودة التي حفظتموها، ولم يرها أحد سواكم.
faster-title = سبقكم غيركم

# What waits.
waiting-title = ما ينتظركم
waiting-none = لا شيء ينتظركم.
waiting-until = حتى
waiting-silence = { $name }: السكوت يعني أنكم لا تعترضون
waiting-silence-unseen = { $name }: إجراء صمت لم يطلع عليه وفدكم بعد
waiting-repair = { $name }: تعديلات من مقترحكم لم تجد مكانا في النص الجديد
waiting-join-anew = { $name }: نُقّح مقترح كنتم من مقدميه؛ انضموا إليه من جديد إن كنتم لا تزالون تؤيدونه
waiting-validate = هل يعبّر المقترح الموحد عن مقترحكم { $name }؟
waiting-answered = ورد جواب على اعتراضكم على { $name }
waiting-answered-changed = تغيّر ما اعترضتم عليه: { $name }
waiting-lapsed = سقط موقفكم من { $name } بتغيّر نصه
waiting-carried = قيل { $name } باسمكم. فهل قلتموه؟
waiting-unanswered = اعتراض على { $name } ينتظر جوابا
waiting-undisposed = { $count ->
    [zero] { $name }: لا فقرات تنتظر البت
    [one] { $name }: فقرة واحدة تنتظر البت فيها
    [two] { $name }: فقرتان تنتظران البت فيهما
    [few] { $name }: { $count } فقرات تنتظر البت فيها
    [many] { $name }: { $count } فقرة تنتظر البت فيها
   *[other] { $name }: { $count } فقرة تنتظر البت فيها
}
waiting-close = { $name } نداء صريح يمكنكم إغلاقه
waiting-contested = اعتماد { $name } محل اعتراض
waiting-stale = { $count ->
    [zero] { $name }: لا أحكام متأخرة عن النص
    [one] { $name }: حكم واحد متأخر عن النص
    [two] { $name }: حكمان متأخران عن النص
    [few] { $name }: { $count } أحكام متأخرة عن النص
    [many] { $name }: { $count } حكما متأخرا عن النص
   *[other] { $name }: { $count } حكم متأخر عن النص
}
waiting-first-text = لم يُطرح أي نص بعد
waiting-adoption = اتُفق على كل شيء: يمكن اعتماد النص
waiting-stage = المرحلة التالية هي { $name }

# Contributions.
inputs-title = المساهمات
inputs-what = كل مساهمة خطية، بترتيب ورودها، وما آلت إليه كل فقرة منها.
inputs-send = إرسال مساهمة
inputs-dispose-next = المرور على الفقرات التي تنتظر
inputs-by-constituency = حسب الفئة
inputs-count = { $count ->
    [zero] لا مساهمات
    [one] مساهمة واحدة
    [two] مساهمتان
    [few] { $count } مساهمات
    [many] { $count } مساهمة
   *[other] { $count } مساهمة
}
inputs-none = لا يوجد شيء من هذا.
inputs-passages = { $count ->
    [zero] لا فقرات
    [one] فقرة واحدة
    [two] فقرتان
    [few] { $count } فقرات
    [many] { $count } فقرة
   *[other] { $count } فقرة
}
disposition-taken-up = أُخذ بها
disposition-taken-up-in-part = أُخذ بها جزئيا
disposition-noted = أُحيط بها علما
disposition-not-taken-up = لم يؤخذ بها
disposition-none = لا جواب بعد
passage-on = بشأن
passage-seen-in = يظهر ذلك في
contribution-became = ما آلت إليه كل فقرة
carriage-title = قيل باسمكم
carriage-unconfirmed = نُقل باسم منظمة لم تقل بعد إن كانت قد قالته
carriage-confirmed = نُقل باسم منظمة تؤكده
carriage-contested = نُقل باسم منظمة تنفيه
carriage-ask = قيل هذا باسم منظمتكم.
carriage-confirm = نؤكده
carriage-contest = ننفيه
carriage-contest-send = إرسال النفي
carriage-back = رجوع
send-title = إرسال مساهمة
send-what = لكل فقرة جواب خاص بها: ما آلت إليه، ولماذا، وأين يظهر ذلك.
send-later = باب المساهمات غير مفتوح في هذه المرحلة. يمكنكم الكتابة وحفظ مسودة.
send-passage = الفقرة { $number }
send-words = ما تقوله
send-on = بشأن أي حكم، إن كانت بشأن حكم
send-on-nothing = لا حكم بعينه
send-add = إضافة فقرة
send-from-file = من ملف
send-file = مستند (.docx أو .md أو .txt)
send-read = قراءته فقرات
send-send = إرسال
dispose-title = بيان ما آلت إليه
dispose-again = بيان ذلك من جديد
dispose-what = ما آلت إليه
dispose-link = أين يظهر ذلك
dispose-choose = اختيار
dispose-entry = أو رقم قيد في السجل
dispose-send = تسجيل
dispose-and-next = تسجيل والانتقال إلى التالية
dispose-skip = تركها والانتقال إلى التالية
faster-dispose = ما هو قائم الآن مبيّن أعلاه، وما كتبتموه أدناه. أرسلوه مرة أخرى لبيان ذلك من جديد.
problem-no-link = لم يُذكر أين يظهر ذلك
    .do = اختاروا حكما أو مقترحا، أو اذكروا قيدا من السجل.

# The ledger.
ledger-title = الاعتراضات
ledger-what = كل اعتراض بسببه، والنص الذي من شأنه أن يزيله، والأجوبة عنه، وحاله. الاعتراضات يجاب عنها ولا تُعدّ.
ledger-raised = المقدمة
ledger-open = غير المنتهية
ledger-count = { $open } من { $all } لم تنته
ledger-show-open = ما لم ينته فقط
ledger-show-all = الكل
ledger-none = لا يوجد أي اعتراض.
objection-title = الاعتراض { $id }
objection-to = على
objection-broke = بكسر صمت
objection-open = قائم
objection-addressed = أُجيب عنه
objection-sustained = متمسَّك به
objection-accommodated = استُجيب له
objection-withdrawn = سُحب
objection-reason = السبب
objection-remedy = يزيله
objection-answer = جواب الرئاسة
objection-why-sustained = سبب التمسك به
objection-why-accommodated = سبب انتهائه
objection-why-withdrawn = سبب انتهائه
objection-text-changed = تغيّر النص منذ تقديمه أو آخر تمسك به.
objection-in-the-way = يحول دون الاتفاق.
answer-title = الجواب
answer-words = جواب الرئاسة
answer-send = إرسال الجواب
end-title = إنهاء اعتراضكم
end-how = كيف ينتهي
ending-accommodated = استُجيب له: أصبح النص يلبيه
ending-withdrawn = سُحب: لم يعد متمسَّكا به
end-send = إنهاؤه
sustain-title = التمسك باعتراضكم
sustain-send = التمسك به

# Calls.
calls-title = النداءات
calls-what = اختبارات لتوافق الآراء. يسأل إجراء الصمت حتى موعده، ومن سكت فقد وافق.
calls-open = المفتوحة
calls-open-none = لا نداء مفتوحا.
calls-ended = المنتهية
calls-ended-none = لم ينته أي نداء بعد.
call-title = النداء { $id }
call-asks-whole = اعتماد النص بأكمله ({ $number ->
    [0] المسودة الصفرية
   *[other] التنقيح { $number }
})
call-asks-modalities = قواعد عمل أخرى
call-kind-explicit = نداء صريح
call-kind-silence = إجراء صمت
call-waits = يُفتح لاحقا
call-open = مفتوح
call-agreed = متفق عليه
call-part = متفق عليه جزئيا
call-none = غير متفق عليه
call-cancelled = ملغى
call-opens = يُفتح
call-opened = فُتح
call-closes = يُغلق
call-deadline = المهلة حتى
call-breaks = { $count ->
    [zero] لم يكسره أي وفد
    [one] كسره وفد واحد
    [two] كسره وفدان
    [few] كسرته { $count } وفود
    [many] كسره { $count } وفدا
   *[other] كسره { $count } وفد
}
call-again-of = صدر من جديد بعد
left-minutes = { $minutes ->
    [zero] لم يبق وقت
    [one] بقيت دقيقة واحدة
    [two] بقيت دقيقتان
    [few] بقيت { $minutes } دقائق
    [many] بقيت { $minutes } دقيقة
   *[other] بقيت { $minutes } دقيقة
}
left-hours = { $hours ->
    [zero] لم تبق ساعات
    [one] بقيت ساعة واحدة
    [two] بقيت ساعتان
    [few] بقيت { $hours } ساعات
    [many] بقيت { $hours } ساعة
   *[other] بقيت { $hours } ساعة
}
left-days = { $days ->
    [zero] لم تبق أيام
    [one] بقي يوم واحد
    [two] بقي يومان
    [few] بقيت { $days } أيام
    [many] بقي { $days } يوما
   *[other] بقي { $days } يوم
}
left-days-hours = المتبقي { $days ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يوما
   *[other] { $days } يوم
} و{ $hours ->
    [zero] دون الساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $hours } ساعات
    [many] { $hours } ساعة
   *[other] { $hours } ساعة
}
call-outcome = النتيجة
call-agreed-on = متفق عليه:
call-not-agreed-on = غير متفق عليه:
call-reissue = إصداره من جديد
call-explicit-how = ليس في هذا النداء صمت يُكسر. من لم يوافق فليعترض على الحكم.
call-broken-by = من كسر الصمت
call-broken-by-none = لا أحد.
call-broke = كسر الصمت
call-asked-words = ما يُسأل عنه، بألفاظ النداء
call-whole-show = { $count ->
    [zero] لا أحكام
    [one] حكم واحد
    [two] الحكمان
    [few] الأحكام كلها ({ $count })
    [many] الأحكام كلها ({ $count })
   *[other] الأحكام كلها ({ $count })
}
call-words-changed = النص يقول غير ذلك الآن.
call-objected-by = يعترض عليه
lift-title = رفع كسركم للصمت
lift-send = رفعه
break-title = كسر الصمت
break-what = يحدد الكسر الأحكام التي يتعلق بها، ويذكر السبب، ويقدم نصا من شأنه أن يزيله.
break-provisions = الأحكام
break-send = كسر الصمت
call-end-title = إنهاء النداء
call-close-what = تُستخلص النتيجة من سجل الاعتراضات وتُقيَّد عند إغلاقه.
call-close-send = إغلاقه وإعلان النتيجة
call-cancel-title = سحبه
call-cancel-send = إلغاء النداء
call-heard = اطلع عليه { $seen } من { $asked } من الوفود
call-seen = الاطلاع
call-seen-of = { $seen } من { $asked }
call-has-seen = اطلع عليه
call-not-seen = لم يطلع عليه بعد
call-otherwise = ما الذي سيتغير
call-otherwise-member = القاعدة
call-otherwise-now = الساري حتى ذلك الحين
call-otherwise-then = إذا لم يعترض أحد
call-otherwise-whole = قواعد المفاوضة المطلوبة كاملة
open-call-title = فتح نداء
open-call-what = يدوم إجراء الصمت { $hours } ساعة على الأقل، و{ $again } إذا صدر من جديد بعد كسره.
open-call-again = هذا إصدار جديد للنداء { $id } بعد كسره.
open-call-blocked = { $count ->
    [zero] لا حكم يتعذر النداء بشأنه.
    [one] حكم واحد يتعذر النداء بشأنه: لم يُجب عن اعتراض عليه.
    [two] حكمان يتعذر النداء بشأنهما: لم يُجب عن اعتراضات عليهما.
    [few] { $count } أحكام يتعذر النداء بشأنها: لم يُجب عن اعتراضات عليها.
    [many] { $count } حكما يتعذر النداء بشأنها: لم يُجب عن اعتراضات عليها.
   *[other] { $count } حكم يتعذر النداء بشأنها: لم يُجب عن اعتراضات عليها.
}
open-call-kind = كيف يجاب عنه
open-call-until = المدة
open-call-hours = ساعات الصمت
open-call-closes = أو حتى وقت بتوقيتكم
open-call-asks = ما يسأل عنه
open-call-provisions = الأحكام المؤشر عليها أدناه
open-call-whole = اعتماد النص بأكمله ({ $number ->
    [0] المسودة الصفرية
   *[other] التنقيح { $number }
})
open-call-whole-later = (في مرحلة الصياغة النهائية)
open-call-modalities = قواعد أخرى للمفاوضة كما هي مكتوبة أدناه
open-call-modalities-write = قواعد المفاوضة لتُكتب على نحو آخر
open-call-modalities-text = اكتبوها كما ينبغي أن تكون. ويُسأل عنها مدة لا تقل عن مدة الصمت، وتسري إذا انتهى النداء بتوافق الآراء.
open-call-modalities-same = هذه هي قواعد المفاوضة السارية
    .do = اكتبوا ما ينبغي أن يتغير، ثم أرسلوها من جديد.
open-call-send = فتح النداء
provision-open = مفتوح
provision-called = موضوع نداء
provision-agreed = متفق عليه بشرط الاستشارة
provision-proposals = { $count ->
    [zero] لا مقترحات قائمة
    [one] مقترح قائم واحد
    [two] مقترحان قائمان
    [few] { $count } مقترحات قائمة
    [many] { $count } مقترحا قائما
   *[other] { $count } مقترح قائم
}
provision-unanswered = لم يُجب عنه:
provision-in-the-way = يحول دون ذلك:
problem-no-moment = تعذرت قراءة وقت الإغلاق
    .do = اكتبوه تاريخا وساعة، أو حددوا عدد الساعات بدلا من ذلك.
problem-no-hours = تعذرت قراءة عدد الساعات
    .do = اكتبوا عددا صحيحا.

# Statements.
statements-title = البيانات
statements-what = تعليلات المواقف والتحفظات وبيانات عدم الانضمام والردود، بألفاظ من أدلوا بها.
statements-none = لم يدل أحد ببيان بعد.
statement-general = بيان عام
statement-explanation-of-position = تعليل للموقف
statement-reservation = تحفظ
statement-dissociation = بيان عدم انضمام
statement-right-of-reply = حق الرد
statement-on = بشأن
statement-reply = رد
make-statement-title = الإدلاء ببيان
make-statement-what = يُثبت البيان في السجل بألفاظكم. ويحدد التعليل أو التحفظ أو بيان عدم الانضمام ما يتعلق به.
make-statement-words = ما تودون قوله
make-statement-on = ما يتعلق به
make-statement-send = الإدلاء بالبيان

# The chair and the secretariat.
chair-title = الرئاسة والأمانة
chair-what = ما ينتظركم، والأعمال التي تحرك المفاوضة بأكملها.
chair-no-text = لم يُطرح أي نص بعد؛ يُطرح في مرحلتي الصياغة والقراءات.
chair-to-carry = { $count ->
    [zero] لا مقترحات قائمة للقبول.
    [one] مقترح واحد قائم للقبول.
    [two] مقترحان قائمان للقبول.
    [few] { $count } مقترحات قائمة للقبول.
    [many] { $count } مقترحا قائما للقبول.
   *[other] { $count } مقترح قائم للقبول.
}
chair-revise-later = يُطرح التنقيح التالي في مرحلتي القراءات والصياغة النهائية.
chair-translate = الترجمة إلى { $language }
chair-stage = المرحلة
chair-stage-now = المفاوضة الآن في مرحلة:
chair-stage-open = فتح مرحلة «{ $stage }»
chair-stage-back = العودة إلى مرحلة سابقة
chair-stage-back-send = العودة
adopt-title = الاعتماد
adopt-free = كل الأحكام متفق عليها ولا شيء يحول دون الاعتماد.
adopt-send = اعتماد النص ({ $number ->
    [0] المسودة الصفرية
   *[other] التنقيح { $number }
})
adopt-in-the-way = { $count ->
    [zero] لا شيء من النص يحول دون ذلك.
    [one] حكم واحد لا يزال يحول دون ذلك.
    [two] حكمان لا يزالان يحولان دون ذلك.
    [few] { $count } أحكام لا تزال تحول دون ذلك.
    [many] { $count } حكما لا تزال تحول دون ذلك.
   *[other] { $count } حكم لا تزال تحول دون ذلك.
}
adopt-calls = النداءات المفتوحة:
adopt-not-agreed = غير متفق عليه
adopt-later = يُعتمد النص في مرحلة الصياغة النهائية.
reopen-title = إعادة فتح حكم
reopen-which = أي حكم
reopen-send = إعادة فتحه
close-title = الإنهاء دون اتفاق
close-what = إغلاق المفاوضة دون اتفاق
close-send = الإغلاق دون اتفاق
table-title = طرح النص الأول
table-what = ألصقوا النص أو اختاروا ملفا. وترون ما قُرئ قبل طرحه؛ ولا يُطرح إلا مرة واحدة.
table-words = النص، بصيغة Markdown أو فقرات عادية
table-file = أو مستند (.docx أو .md أو .txt)
table-look = عرض ما قُرئ
table-send = طرحه
table-read = { $count ->
    [zero] لم يُقرأ أي حكم
    [one] قُرئ حكم واحد
    [two] قُرئ حكمان
    [few] قُرئت { $count } أحكام
    [many] قُرئ { $count } حكما
   *[other] قُرئ { $count } حكم
}
translate-title = الترجمة
translate-behind = { $count ->
    [zero] لا حكم متأخر عن النص.
    [one] حكم واحد متأخر عن النص.
    [two] حكمان متأخران عن النص.
    [few] { $count } أحكام متأخرة عن النص.
    [many] { $count } حكما متأخرا عن النص.
   *[other] { $count } حكم متأخر عن النص.
}
translate-whole = الترجمة مطابقة للنص القائم.
translate-show-all = عرض كل الأحكام
translate-words = { $name } بهذه اللغة
translate-still = لا تزال صحيحة للنص الجديد
translate-send = تسجيل الترجمات
translation-missing = غير موجودة
translation-stale = لنص سابق
translation-current = للنص القائم
revision-title = طرح التنقيح التالي
revision-what = يُعدّ من المقترحات المقدمة على { $number ->
    [0] المسودة الصفرية
   *[other] التنقيح { $number }
}. اختاروا مقترحات كاملة أو تعديلات مفردة، ثم انظروا ما يترتب على ذلك للجميع.
revision-none = لا مقترحات قائمة للقبول.
revision-whole = المقترحات الكاملة
revision-single = التعديلات المفردة، حكما حكما
revision-changes = { $count ->
    [zero] لا تعديلات
    [one] تعديل واحد
    [two] تعديلان
    [few] { $count } تعديلات
    [many] { $count } تعديلا
   *[other] { $count } تعديل
}
revision-excludes = يستبعد
revision-look = عرض ما يترتب عليه
revision-look-again = عرضه من جديد
revision-reason = لماذا هذه
revision-send = طرح التنقيح
revision-unseen = ليس هذا ما اطلعتم عليه
    .do = أُعطي أحد المقترحات كلمات أخرى، أو غيّرتم اختياركم منذ ذلك. وما سيُطرح الآن مبيّن أدناه: راجعوه، واطرحوه إن كان هو المقصود.
faster-revision = طُرح تنقيح آخر منذ إعداد هذه الصفحة. وقد حُفظ اختياركم حيثما ظل قائما؛ راجعوه قبل طرحه.
support-sponsors = من مقدميه،
support-along = لا يعترضون،
support-object = يعترضون
kind-of-add = إضافة
kind-of-mod = تعديل
kind-of-sup = حذف
kind-of-move = نقل
kind-of-noc = دون تغيير
preview-of-choice = ما يترتب عليه
preview-excluded = هذه يستبعد بعضها بعضا؛ اختاروا واحدا منها:
preview-against = مقابل
preview-does-not-fit = هذه التعديلات لا تجتمع.
preview-of-nothing = لم يُختر ما يغير النص.
preview-fates = ما يؤول إليه كل مقترح
fate-accepted = مقبول
fate-carried = مرحَّل
fate-satisfied = متحقق
fate-conflicting = متعارض
fate-orphaned = لا محل له
orphan-suppressed = حُذف الحكم.
orphan-container-suppressed = حُذف الحكم الذي كان سيحويه.
orphan-join-target-suppressed = حُذف الحكم الذي كان سيضم ألفاظه.
orphan-dependent = لم يُرحَّل تعديل آخر يحتاج إليه من المقترح نفسه.
translate-turn = ما لم يُرسل يضيع عند الانتقال إلى صفحة أخرى.
